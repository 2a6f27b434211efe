package dev.tarife.metering.terms;

import dev.tarife.duckdb.Duck;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.TextForms;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Condition;
import dev.tarife.table.LetterCase;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.Tables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, in one form. Two records of one id that say the same are one record, however
 * they are written: a missing value may be absent, empty or null, a number may end in zeros, a time
 * may have any offset, and what the input format gives a default may be left out.
 *
 * <p>Left-out {@code connected_seconds} are the quantity, a left-out {@code contact_id} is the
 * record's id. A left-out {@code quantity} is the duration where the metering table measures the
 * usage type in seconds, and 1 where it counts things; where it does both or neither, or a
 * condition looks at the column itself, a given value and a missing one differ.
 */
public final class RecordContent {
  private static final String SPAN = "(end_ns - start_ns)";
  private static final int MOST_DIFFERENCES = 5;

  /** How the values of an attribute are compared. */
  private enum Form {
    /** As it is written: a tag. */
    TEXT,
    /** The case of A to Z aside, as conditions compare. */
    WORD,
    /** As a number where it is one. */
    NUMBER
  }

  private final @Nullable String account;
  private final @Nullable Map<String, Form> attributes;
  private final Set<String> timed = new TreeSet<>();
  private final Set<String> counted = new TreeSet<>();
  private final Set<String> chainTested = new TreeSet<>();

  private RecordContent(
      @Nullable String account, @Nullable Map<String, Form> attributes, Tables tables) {
    this.account = account;
    this.attributes = attributes;
    for (String type : tables.usageTypes().keySet()) {
      learn(type, tables.metering().stream().filter(row -> row.usageType().equals(type)).toList());
    }
  }

  /**
   * What metering reads of a record.
   *
   * @param account whose records those are that name none; null: each names its account
   * @param attributes columns beside the contract's that metering looks at, in order
   */
  public static RecordContent metered(
      @Nullable String account, Collection<String> attributes, Tables tables) {
    Map<String, Form> forms = new LinkedHashMap<>();
    for (String attribute : attributes) {
      boolean text =
          tables.metering().stream()
              .flatMap(row -> row.conditions().stream())
              .anyMatch(condition -> isText(condition) && columns(condition).contains(attribute));
      forms.put(attribute, isTag(attribute) ? Form.TEXT : text ? Form.WORD : Form.NUMBER);
    }
    return new RecordContent(account, forms, tables);
  }

  /** All that a record of an account holds, columns that no table reads yet among them. */
  public static RecordContent whole(String account, Tables tables) {
    return new RecordContent(account, null, tables);
  }

  private static boolean isTag(String column) {
    return column.startsWith("tag:");
  }

  private static boolean isText(Condition condition) {
    return switch (condition.test()) {
      case IS_GIVEN, IS_MISSING -> false;
      default -> !condition.test().isNumeric();
    };
  }

  private static List<String> columns(Condition condition) {
    return condition.test().comparesColumns()
        ? List.of(condition.attribute(), condition.values().get(0))
        : List.of(condition.attribute());
  }

  private void learn(String usageType, List<MeteringRow> rows) {
    Set<String> looked = new TreeSet<>();
    boolean seconds = false;
    boolean things = false;
    for (MeteringRow row : rows) {
      row.conditions().forEach(condition -> looked.addAll(columns(condition)));
      looked.addAll(row.needs());
      if (row.charge() != null) {
        boolean amount = row.measure() == Measure.AMOUNT;
        boolean measured = row.counting() == Counting.SUM || row.counting().isLevel();
        seconds |= measured && row.measure().isOfTime();
        things |= row.counting().isHolding() || (measured && amount);
      }
    }
    boolean tested =
        looked.contains(Columns.QUANTITY) || (things && looked.contains(Columns.CONNECTED_SECONDS));
    if (seconds != things && !tested) {
      (seconds ? timed : counted).add(usageType);
    }
    if (looked.contains(Columns.CONTACT_ID)) {
      chainTested.add(usageType);
    }
  }

  /** The values of a record by column, each in its one form; none is null. */
  Map<String, String> of(UsageRecord record) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, Columns.ACCOUNT, record.account() == null ? account : record.account());
    put(values, Columns.INSTANCE, record.instance());
    put(values, Columns.USAGE_TYPE, record.usageType());
    put(values, Columns.START_TIME, text(record.startTime()));
    put(values, Columns.END_TIME, text(record.endTime()));
    put(values, Columns.QUANTITY, Columns.text(quantity(record)));
    put(values, Columns.COUNT, Long.toString(record.count()));
    put(values, Columns.CONNECTED_SECONDS, Columns.text(connected(record)));
    put(values, Columns.CONTACT_ID, contact(record));
    put(values, Columns.RESOURCE_ID, record.resourceId());
    put(values, Columns.COUNTRY, record.country());
    put(values, Columns.NUMBER_COUNTRY, record.numberCountry());
    put(values, Columns.NUMBER_TYPE, record.numberType());
    put(values, Columns.UPDATED_AT, text(record.updatedAt()));
    if (attributes == null) {
      record
          .attributes()
          .forEach((name, value) -> put(values, name, isTag(name) ? value : number(value)));
    } else {
      attributes.forEach((name, form) -> put(values, name, form(record, name, form)));
    }
    return values;
  }

  private static void put(Map<String, String> values, String column, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.put(column, value);
    }
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private @Nullable BigDecimal quantity(UsageRecord record) {
    if (record.quantity() != null) {
      return record.quantity();
    }
    return timed.contains(record.usageType())
        ? record.seconds()
        : counted.contains(record.usageType()) ? BigDecimal.ONE : null;
  }

  private @Nullable BigDecimal connected(UsageRecord record) {
    BigDecimal quantity = record.quantity() == null ? quantity(record) : null;
    return record.connectedSeconds() == null && quantity != null ? quantity : record.connected();
  }

  private @Nullable String contact(UsageRecord record) {
    String contact = TextForms.given(record.contactId());
    boolean own = record.recordId().equals(contact);
    return own && !chainTested.contains(record.usageType()) ? null : contact;
  }

  private static @Nullable String form(UsageRecord record, String name, Form form) {
    String value = TextForms.given(record.attributes().get(name));
    return value == null
        ? null
        : switch (form) {
          case TEXT -> value;
          case WORD -> LetterCase.fold(value);
          case NUMBER -> number(value);
        };
  }

  private static String number(String value) {
    BigDecimal number = Condition.number(value);
    return number == null ? LetterCase.fold(value) : String.valueOf(Columns.text(number));
  }

  /** Whether two records of one id say the same. */
  public boolean isSame(UsageRecord one, UsageRecord other) {
    return of(one).equals(of(other));
  }

  /**
   * In which columns two records of one id differ, in words.
   *
   * @param where the place of the other
   */
  public String difference(UsageRecord here, UsageRecord other, String where) {
    Map<String, String> one = of(here);
    Map<String, String> two = of(other);
    List<String> differences =
        Stream.concat(one.keySet().stream(), two.keySet().stream())
            .distinct()
            .filter(column -> !Objects.equals(one.get(column), two.get(column)))
            .filter(column -> !isConsequence(column, one, two))
            .limit(MOST_DIFFERENCES)
            .map(
                column ->
                    column
                        + " is "
                        + said(one.get(column))
                        + " here and "
                        + said(two.get(column))
                        + " "
                        + where)
            .toList();
    return String.join("; ", differences);
  }

  /** Seconds connected that are those of the quantity differ because it does. */
  private static boolean isConsequence(
      String column, Map<String, String> one, Map<String, String> two) {
    return column.equals(Columns.CONNECTED_SECONDS)
        && isOfQuantity(one)
        && isOfQuantity(two)
        && !Objects.equals(one.get(Columns.QUANTITY), two.get(Columns.QUANTITY));
  }

  private static boolean isOfQuantity(Map<String, String> values) {
    return Objects.equals(values.get(Columns.CONNECTED_SECONDS), values.get(Columns.QUANTITY));
  }

  private static String said(@Nullable String value) {
    return value == null ? "missing" : "(" + value + ")";
  }

  /** The values of a staged row, beside its account and id, in SQL: equal rows say the same. */
  public List<String> sql() {
    String ofTime = isOneOf(timed);
    String ofThings = isOneOf(counted);
    List<String> values = new ArrayList<>();
    values.add("bad");
    values.add(Columns.INSTANCE);
    values.add(Columns.USAGE_TYPE);
    values.add("start_ns");
    values.add("end_ns");
    String whole =
        "CASE WHEN q IS NOT NULL THEN q WHEN %s THEN %s // 1000000000 WHEN %s THEN 1 END";
    String nano =
        "CASE WHEN q IS NOT NULL THEN q_nano WHEN %s THEN %s %% 1000000000 WHEN %s THEN 0 END";
    String quantity = whole.formatted(ofTime, SPAN, ofThings);
    String billionths = nano.formatted(ofTime, SPAN, ofThings);
    values.add(quantity);
    values.add(billionths);
    values.add("cnt");
    values.add("coalesce(conn, %s, %s // 1000000000)".formatted(quantity, SPAN));
    values.add(
        "CASE WHEN conn IS NOT NULL THEN conn_nano ELSE coalesce(%s, %s %% 1000000000) END"
            .formatted(billionths, SPAN));
    values.add(
        "CASE WHEN contact_id = record_id AND NOT %s THEN NULL ELSE contact_id END"
            .formatted(isOneOf(chainTested)));
    values.add(Columns.RESOURCE_ID);
    values.add(Columns.COUNTRY);
    values.add(Columns.NUMBER_COUNTRY);
    values.add(Columns.NUMBER_TYPE);
    values.add("updated_ns");
    int number = 0;
    for (Form form : attributes == null ? List.<Form>of() : attributes.values()) {
      values.add(sql("a" + number++, form));
    }
    return values;
  }

  private static String sql(String column, Form form) {
    String folded = ConditionSql.folding(column);
    return switch (form) {
      case TEXT -> column;
      case WORD -> folded;
      case NUMBER ->
          "CASE WHEN regexp_full_match(%1$s, %2$s) THEN CAST(TRY_CAST(%1$s AS DECIMAL(38, 15)) AS VARCHAR) ELSE %3$s END"
              .formatted(column, Duck.text(Condition.NUMBER.pattern()), folded);
    };
  }

  private static String isOneOf(Set<String> types) {
    return types.isEmpty() ? "false" : "usage_type IN " + Duck.texts(types);
  }
}
