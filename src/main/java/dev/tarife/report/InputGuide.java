package dev.tarife.report;

import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Charge;
import dev.tarife.table.Condition;
import dev.tarife.table.InstanceColumns;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.Unit;
import dev.tarife.table.Word;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes the usage records that some tables understand: usage types, with what each bills, and
 * columns, with who needs them.
 */
public final class InputGuide {
  private static final int WIDTH = 100;

  private final Tables tables;

  public InputGuide(Tables tables) {
    this.tables = tables;
  }

  /**
   * A usage type.
   *
   * @param code as {@code usage_type} says it
   * @param name what one record is
   * @param needs columns that some charge of it needs
   * @param bills what it bills; empty: nothing
   * @param example a record of it, as a line of JSON
   */
  public record UsageType(
      String code, String name, List<String> needs, List<Billed> bills, String example) {}

  /**
   * One row of Metering.
   *
   * @param charge its code; null: not charged
   * @param name its name; null: not charged
   * @param unit of the price; null: not charged
   * @param conditions when the row holds; empty: always
   * @param counting how records are counted, in words
   * @param needs columns without which it is rejected
   */
  public record Billed(
      @Nullable String charge,
      @Nullable String name,
      @Nullable String unit,
      List<String> conditions,
      String counting,
      List<String> needs) {}

  /**
   * A column.
   *
   * @param needed when it must be given
   * @param neededBy usage types of which some charge needs it
   * @param namedBy usage types of which some condition names it
   */
  public record Column(
      String name,
      String type,
      String needed,
      String meaning,
      List<String> neededBy,
      List<String> namedBy) {}

  /** Usage types, in the order of the sheet. */
  public List<UsageType> usageTypes() {
    List<UsageType> types = new ArrayList<>();
    for (Word word : tables.usageTypes().values()) {
      List<MeteringRow> rows = rows(word.code());
      Set<String> needs = new LinkedHashSet<>();
      rows.forEach(row -> needs.addAll(row.needs()));
      types.add(
          new UsageType(
              word.code(),
              word.name(),
              List.copyOf(needs),
              rows.stream().map(this::billed).toList(),
              example(word.code(), needs)));
    }
    return types;
  }

  /** The columns of the format, then the attributes that conditions name. */
  public List<Column> columns() {
    Map<String, Set<String>> neededBy = new TreeMap<>();
    Map<String, Set<String>> namedBy = new TreeMap<>();
    for (MeteringRow row : tables.metering()) {
      for (String need : row.needs()) {
        neededBy.computeIfAbsent(need, name -> new LinkedHashSet<>()).add(row.usageType());
      }
      for (Condition condition : row.conditions()) {
        List<String> named = new ArrayList<>(List.of(condition.attribute()));
        if (condition.test().comparesColumns()) {
          named.addAll(condition.values());
        }
        for (String column : named) {
          namedBy.computeIfAbsent(column, name -> new LinkedHashSet<>()).add(row.usageType());
        }
      }
    }
    Set<String> names = new LinkedHashSet<>(UsageColumns.NAMES);
    names.addAll(neededBy.keySet());
    names.addAll(namedBy.keySet());
    names.removeAll(InstanceColumns.NAMES);
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      ColumnText text = ColumnText.of(name);
      columns.add(
          new Column(
              name,
              text.type(),
              text.needed(),
              text.meaning(),
              List.copyOf(neededBy.getOrDefault(name, Set.of())),
              List.copyOf(namedBy.getOrDefault(name, Set.of()))));
    }
    ColumnText tag = ColumnText.TAG;
    columns.add(
        new Column("tag:NAME", tag.type(), tag.needed(), tag.meaning(), List.of(), List.of()));
    return columns;
  }

  /** Writes the usage types for people; the target stays open. */
  public void writeUsageTypes(Writer out) throws IOException {
    TextPage page = new TextPage(out, WIDTH, false);
    for (UsageType type : usageTypes()) {
      page.line(TerminalText.safe(type.code() + " · " + type.name()));
      for (Billed billed : type.bills()) {
        page.bullet(TerminalText.safe(words(billed)));
      }
      page.line("  " + TerminalText.safe(type.example()));
      page.line("");
    }
    page.line("`tarife columns` says what each column means.");
  }

  /** Writes the columns for people; the target stays open. */
  public void writeColumns(Writer out) throws IOException {
    TextPage page = new TextPage(out, WIDTH, false);
    for (Column column : columns()) {
      page.line(TerminalText.safe(column.name()) + " · " + column.type() + " · " + column.needed());
      page.bullet(column.meaning());
      if (!column.neededBy().isEmpty()) {
        page.bullet("needed by " + TerminalText.safe(String.join(", ", column.neededBy())));
      }
      if (!column.namedBy().isEmpty()) {
        page.bullet(
            "decides what is charged for "
                + TerminalText.safe(String.join(", ", column.namedBy())));
      }
    }
    page.line("");
    page.line("`tarife usage-types` says what each usage type bills, with an example of each.");
  }

  /** Writes the usage types for programs; the target stays open. */
  public void writeUsageTypesJson(Writer out) throws IOException {
    List<Object> types = new ArrayList<>();
    for (UsageType type : usageTypes()) {
      List<Object> bills = new ArrayList<>();
      for (Billed billed : type.bills()) {
        bills.add(
            new JsonObject()
                .with("charge", billed.charge())
                .with("name", billed.name())
                .with("unit", billed.unit())
                .with("conditions", billed.conditions())
                .with("counting", billed.counting())
                .with("needs", billed.needs()));
      }
      types.add(
          new JsonObject()
              .with("code", type.code())
              .with("name", type.name())
              .with("needs", type.needs())
              .with("bills", bills)
              .with("example", type.example()));
    }
    ReportJson.write(out, new JsonObject().with("usage_types", types));
  }

  /** Writes the columns for programs; the target stays open. */
  public void writeColumnsJson(Writer out) throws IOException {
    List<Object> columns = new ArrayList<>();
    for (Column column : columns()) {
      columns.add(
          new JsonObject()
              .with("name", column.name())
              .with("type", column.type())
              .with("needed", column.needed())
              .with("meaning", column.meaning())
              .with("needed_by", column.neededBy())
              .with("named_by", column.namedBy()));
    }
    ReportJson.write(out, new JsonObject().with("columns", columns));
  }

  /** What a row bills, in one sentence. */
  public static String words(Billed billed) {
    StringBuilder words = new StringBuilder();
    words.append(
        billed.charge() == null
            ? "not charged"
            : billed.charge() + " (" + billed.name() + "), by the " + billed.unit());
    if (!billed.counting().isEmpty()) {
      words.append(": ").append(billed.counting());
    }
    if (!billed.conditions().isEmpty()) {
      words.append("; where ").append(String.join(" and ", billed.conditions()));
    }
    if (!billed.needs().isEmpty()) {
      words.append("; needs ").append(String.join(", ", billed.needs()));
    }
    return words.toString();
  }

  private List<MeteringRow> rows(String usageType) {
    return tables.metering().stream().filter(row -> row.usageType().equals(usageType)).toList();
  }

  private Billed billed(MeteringRow row) {
    List<String> conditions = row.conditions().stream().map(Condition::toString).toList();
    String code = row.charge();
    if (code == null) {
      return new Billed(null, null, null, conditions, "", List.of());
    }
    Charge charge = tables.catalogue().charge(code);
    Unit unit = tables.catalogue().unit(charge);
    return new Billed(
        code, charge.name(), unit.code(), conditions, counting(row, unit.base()), row.needs());
  }

  private static String counting(MeteringRow row, String base) {
    StringBuilder words = new StringBuilder();
    words.append(
        switch (row.counting()) {
          case SUM -> row.measure().word() + " summed";
          case DISTINCT -> "each resource_id once a month";
          case UNION ->
              row.measure() == MeteringRow.Measure.PAUSED_SECONDS
                  ? "seconds taken out of the intervals of a resource_id"
                  : "seconds covered by at least one interval of a resource_id";
          case DAYS -> "UTC days touched, counted in each month";
          case HOURS -> "seconds held, counted in each month";
          case PRORATED_DAYS -> "UTC days touched, as a share of the month";
          case LARGEST -> "the largest " + row.measure().word() + " of a month";
          case LATEST -> row.measure().word() + " of the last record of a month";
        });
    if (row.counting().runsOverSomething()) {
      words.append(
          switch (row.over()) {
            case ACCOUNT -> ", over the account";
            case INSTANCE -> ", for each instance";
            case RESOURCE -> ", for each resource_id";
          });
    }
    if (row.minimum() != null) {
      words.append(", at least ").append(row.minimum()).append(' ').append(base);
    }
    if (row.increment() != null) {
      words.append(row.minimum() == null ? ", in steps of " : " and then in steps of ");
      words.append(row.increment()).append(' ').append(base);
    }
    if (row.minimum() != null || row.increment() != null) {
      words.append(
          row.minimumPer() == MinimumPer.RECORD
              ? ", for each record"
              : row.minimumPer() == MinimumPer.CHAIN
                  ? ", for each contact_id"
                  : ", for each contact_id and resource_id");
    }
    return words.toString();
  }

  /** A record of the worked examples, if they have one of this type; else a plain one. */
  private String example(String usageType, Set<String> needs) {
    for (Scenario scenario : tables.scenarios()) {
      for (UsageRecord record : scenario.usage()) {
        if (record.usageType().equals(usageType)) {
          return ReportJson.line(UsageColumns.of(record));
        }
      }
    }
    Map<String, String> record = new LinkedHashMap<>();
    record.put("record_id", usageType + "-1");
    record.put("instance", "main");
    record.put("usage_type", usageType);
    record.put("start_time", "2024-05-06T09:00:00Z");
    for (String column : needs) {
      record.put(column, ColumnText.of(column).example());
    }
    return ReportJson.line(record);
  }
}
