package dev.tarife.rating.compile;

import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.DrawRow;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drools.template.DataProviderCompiler;
import org.drools.template.objects.ArrayDataProvider;
import org.drools.template.parser.DefaultTemplateContainer;
import org.drools.template.parser.TemplateContainer;
import org.drools.template.parser.TemplateDataListener;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a tariff as text: the engineers' {@code .drl} files as they are, and one rule for
 * each row of finance's policy tables, by the {@code .drt} templates. The rate card stays data.
 *
 * <p>All rules are of one package. Drools adds the rules of the largest package together and those
 * of any other one by one, and where a rule that is added splits what another one shares with it,
 * an accumulate of that other rule no longer sees facts that come after a first fire.
 */
public final class RuleTexts {
  private static final String FOLDER = "/dev/tarife/rules/";

  /** Condition slots of a metering row in its template. */
  private static final int CONDITIONS = 6;

  private RuleTexts() {}

  /** Every rule file, by path, sorted. */
  public static SortedMap<String, String> of(Tables tables) {
    SortedMap<String, String> texts = ofEngineers();
    add(texts, "terms/metering-terms.drl", "metering-terms.drt", terms(tables.metering()));
    add(texts, "prices/prices.drl", "prices.drt", prices(tables.prices()));
    add(texts, "allowances/allowances.drl", "allowances.drt", allowances(tables.allowances()));
    add(texts, "draws/draws.drl", "draws.drt", draws(tables));
    AgreementCells agreements = AgreementCells.of(tables.agreements());
    add(texts, "agreements/account.drl", "agreements.drt", agreements.ofAccounts());
    add(texts, "agreements/instances.drl", "instance-fees.drt", agreements.ofInstances());
    return texts;
  }

  /** The rule files that are the same whatever the tables, by path, sorted. */
  public static SortedMap<String, String> ofEngineers() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("agreements/agreements.drl", resource("agreements.drl"));
    texts.put("checks/checks.drl", resource("checks.drl"));
    texts.put("metering/metering.drl", resource("metering.drl"));
    texts.put("rating/rating.drl", resource("rating.drl"));
    return texts;
  }

  private static List<Map<String, @Nullable String>> terms(List<MeteringRow> rows) {
    List<Map<String, @Nullable String>> cells = new ArrayList<>();
    Set<Origin> seen = new HashSet<>();
    for (MeteringRow row : rows) {
      String charge = row.charge() == null ? MeteringRow.NOT_CHARGED : row.charge();
      // A row that names numbers without country is read as two: each is a rule.
      String part = seen.add(row.origin()) ? "" : " without country";
      Map<String, @Nullable String> cell =
          named("meter " + row.usageType() + " as " + charge + part, row.origin());
      cell.put("usageType", JavaLiterals.text(row.usageType()));
      if (row.conditions().size() > CONDITIONS) {
        throw new IllegalArgumentException(
            row.origin() + " has more than " + CONDITIONS + " conditions.");
      }
      for (int i = 0; i < CONDITIONS; i++) {
        cell.put(
            "condition" + (i + 1),
            i < row.conditions().size()
                ? JavaLiterals.text(row.conditions().get(i).toString())
                : null);
      }
      cell.put("charge", JavaLiterals.orNull(row.charge()));
      cell.put("measure", JavaLiterals.constant("MeteringRow.Measure", row.measure()));
      cell.put("counting", JavaLiterals.constant("MeteringRow.Counting", row.counting()));
      cell.put("over", JavaLiterals.constant("MeteringRow.Over", row.over()));
      cell.put("minimum", JavaLiterals.quantity(row.minimum()));
      cell.put("minimumPer", JavaLiterals.constant("MeteringRow.MinimumPer", row.minimumPer()));
      cell.put("increment", JavaLiterals.quantity(row.increment()));
      cell.put("dimensions", JavaLiterals.list(row.dimensions()));
      cell.put("needs", JavaLiterals.list(row.needs()));
      cells.add(cell);
    }
    return cells;
  }

  private static List<Map<String, @Nullable String>> prices(List<PriceRow> rows) {
    List<Map<String, @Nullable String>> cells = new ArrayList<>();
    for (PriceRow row : rows) {
      Map<String, @Nullable String> cell = named("price " + row.charge(), row.origin());
      cell.put("charge", JavaLiterals.text(row.charge()));
      cell.put("plan", condition(row.plan()));
      cell.put("region", condition(row.region()));
      cell.put("country", condition(row.country()));
      cell.put("numberType", condition(row.numberType()));
      cell.put("inForce", inForce(row.effectiveFrom(), row.effectiveTo()));
      cell.put("usage", row.plan() == null ? "$usage" : "$usage, $onPlan");
      cell.put("row", literal(row));
      cells.add(cell);
    }
    return cells;
  }

  /** From and to, as arguments; null: always. */
  private static @Nullable String inForce(@Nullable LocalDate from, @Nullable LocalDate to) {
    return from == null && to == null
        ? null
        : JavaLiterals.dateOrNull(from) + ", " + JavaLiterals.dateOrNull(to);
  }

  private static String literal(PriceRow row) {
    List<String> values =
        new ArrayList<>(
            List.of(
                JavaLiterals.origin(row.origin()),
                JavaLiterals.text(row.charge()),
                JavaLiterals.orNull(row.plan()),
                JavaLiterals.orNull(row.region()),
                JavaLiterals.orNull(row.country()),
                JavaLiterals.orNull(row.numberType()),
                JavaLiterals.constant("PriceRow.Model", row.model()),
                JavaLiterals.constant("PriceRow.Scope", row.scope()),
                JavaLiterals.quantity(row.tierFrom()),
                JavaLiterals.quantity(row.tierTo()),
                JavaLiterals.money(row.unitPrice()),
                JavaLiterals.money(row.flatFee()),
                JavaLiterals.quantity(row.packageSize()),
                JavaLiterals.quantity(row.freeQuantity())));
    if (row.isLimited() || row.countsOver() != PriceRow.CountsOver.MONTH) {
      values.add(JavaLiterals.money(row.minimumAmount()));
      values.add(JavaLiterals.money(row.maximumAmount()));
      values.add(JavaLiterals.constant("PriceRow.CountsOver", row.countsOver()));
      values.add(JavaLiterals.dateOrNull(row.countsFrom()));
    }
    values.add(JavaLiterals.dateOrNull(row.effectiveFrom()));
    values.add(JavaLiterals.dateOrNull(row.effectiveTo()));
    return "new PriceRow(" + String.join(", ", values) + ")";
  }

  private static List<Map<String, @Nullable String>> allowances(List<AllowanceRow> rows) {
    List<Map<String, @Nullable String>> cells = new ArrayList<>();
    for (AllowanceRow row : rows) {
      Map<String, @Nullable String> cell = named("grant " + row.code(), row.origin());
      cell.put("clock", JavaLiterals.constant("AllowanceRow.Clock", row.clock()));
      cell.put("feature", JavaLiterals.orNull(row.feature()));
      cell.put("lasts", row.lasts() == null ? JavaLiterals.NULL : row.lasts().toString());
      cell.put("lastsUnit", JavaLiterals.constant("AllowanceRow.LastsUnit", row.lastsUnit()));
      cell.put("startsFrom", JavaLiterals.dateOrNull(row.startsFrom()));
      cell.put("startsBefore", JavaLiterals.dateOrNull(row.startsBefore()));
      cell.put("effectiveFrom", JavaLiterals.dateOrNull(row.effectiveFrom()));
      cell.put("effectiveTo", JavaLiterals.dateOrNull(row.effectiveTo()));
      cell.put("code", JavaLiterals.text(row.code()));
      cell.put("kind", JavaLiterals.constant("LineKind", row.kind()));
      cell.put("position", Integer.toString(row.origin().row()));
      String monthly =
          row.measure() == AllowanceRow.Measure.UNITS
              ? base(row.quantity(), row.unit())
              : JavaLiterals.quantity(row.quantity());
      cell.put(
          "quantity",
          row.keeps() == null
              ? monthly
              : monthly
                  + ".plus($account.carried().allowance("
                  + JavaLiterals.text(row.code())
                  + "))");
      cell.put("keeps", base(row.keeps(), row.unit()));
      cell.put("counts", Boolean.toString(row.countsTowardsTiers()));
      boolean perInstance = row.per() == AllowanceRow.Per.INSTANCE;
      cell.put("measure", JavaLiterals.constant("AllowanceRow.Measure", row.measure()));
      cell.put("per", JavaLiterals.constant("AllowanceRow.Per", row.per()));
      cell.put("eachInstance", perInstance ? JavaLiterals.text("") : null);
      cell.put("instance", perInstance ? "$instance.id()" : JavaLiterals.NULL);
      cells.add(cell);
    }
    return cells;
  }

  /** A quantity of a month in base units. */
  private static String base(@Nullable Quantity quantity, @Nullable String unit) {
    return quantity == null
        ? JavaLiterals.NULL
        : "$catalogue.base("
            + JavaLiterals.quantity(quantity)
            + ", "
            + JavaLiterals.orNull(unit)
            + ", $period)";
  }

  private static List<Map<String, @Nullable String>> draws(Tables tables) {
    Map<String, String> plans = new HashMap<>();
    for (AllowanceRow row : tables.allowances()) {
      if (row.untilPlan() != null || row.whilePlan() != null) {
        plans.put(
            row.code(),
            JavaLiterals.orNull(row.untilPlan()) + ", " + JavaLiterals.orNull(row.whilePlan()));
      }
    }
    List<Map<String, @Nullable String>> cells = new ArrayList<>();
    for (DrawRow row : tables.draws()) {
      Map<String, @Nullable String> cell =
          named(row.charge() + " draws on " + row.allowance(), row.origin());
      cell.put("allowance", JavaLiterals.text(row.allowance()));
      cell.put("charge", JavaLiterals.text(row.charge()));
      cell.put("country", condition(row.country()));
      cell.put(
          "numberTypes",
          row.numberTypes().isEmpty() ? null : JavaLiterals.texts(row.numberTypes()));
      cell.put("region", condition(row.region()));
      cell.put("plan", condition(row.plan()));
      cell.put("inForce", inForce(row.effectiveFrom(), row.effectiveTo()));
      cell.put("plans", plans.get(row.allowance()));
      cell.put("home", row.home() ? JavaLiterals.text(row.allowance()) : null);
      cell.put("order", Integer.toString(row.order()));
      cells.add(cell);
    }
    return cells;
  }

  /** A constraint's literal; null lets its line vanish, which is how a wildcard is said. */
  static @Nullable String condition(@Nullable String value) {
    return value == null ? null : JavaLiterals.text(value);
  }

  /** The cells that every template has. The row makes the name unique. */
  static Map<String, @Nullable String> named(String what, Origin origin) {
    Map<String, @Nullable String> cell = new LinkedHashMap<>();
    cell.put("name", name(what) + " (" + name(origin.workbook()) + " row " + origin.row() + ")");
    cell.put("source", name(origin.toString()));
    cell.put("origin", JavaLiterals.origin(origin));
    return cell;
  }

  /** A rule's name holds no quote, no backslash and nothing a template would replace. */
  private static String name(String value) {
    return value.replaceAll("[^A-Za-z0-9 ._!|-]", "_");
  }

  private static void add(
      SortedMap<String, String> texts,
      String path,
      String template,
      List<Map<String, @Nullable String>> rows) {
    if (!rows.isEmpty()) {
      texts.put(path, fill(template, rows));
    }
  }

  private static String fill(String template, List<Map<String, @Nullable String>> rows) {
    String text = resource(template);
    TemplateContainer container =
        new DefaultTemplateContainer(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), true);
    List<String> columns = Arrays.stream(container.getColumns()).map(c -> c.getName()).toList();
    String[][] cells = new String[rows.size()][columns.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Map<String, @Nullable String> values = rows.get(row);
        String name = columns.get(column);
        // A misspelt column would drop its constraint, and a rule without it matches everything.
        if (!values.containsKey(name)) {
          throw new IllegalStateException(template + " names an unknown column (" + name + ").");
        }
        String value = values.get(name);
        if (value != null) {
          cells[row][column] = value;
        }
      }
    }
    return new DataProviderCompiler()
        .compile(new ArrayDataProvider(cells), new TemplateDataListener(container, false));
  }

  static String resource(String name) {
    try (InputStream in = RuleTexts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("The rules miss (" + name + "): the jar is incomplete.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
