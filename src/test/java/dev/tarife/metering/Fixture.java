package dev.tarife.metering;

import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.Gauge;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.bulk.BulkMetered;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.memory.RecordMeter;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.Term;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import dev.tarife.table.Condition.Test;
import dev.tarife.table.ContactMap;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.MeteringRow.Measure;
import dev.tarife.table.MeteringRow.MinimumPer;
import dev.tarife.table.MeteringRow.Over;
import dev.tarife.table.RateCard;
import dev.tarife.table.Tables;
import dev.tarife.table.Word;
import dev.tarife.table.agreement.Agreements;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small metering table, an account, and both meters on the same records. */
public final class Fixture {
  static final Period MAY = new Period(YearMonth.of(2024, 5));
  static final Account ACCOUNT =
      Account.of(
          "111111111111",
          "USD",
          new Instance("east", "us-east-1"),
          new Instance(
              "west",
              "us-west-2",
              "standard",
              List.of(new Instance.PlanChange(LocalDate.parse("2024-05-15"), "gold")),
              ZoneId.of("Asia/Kathmandu")),
          new Instance("moon", "moon-1"));
  public static final Slices SLICES =
      Slices.of(MAY, List.of(LocalDate.parse("2024-05-11"), LocalDate.parse("2024-05-21")));
  public static final Tables TABLES = tables();
  static final UsageKinds KINDS = new UsageKinds(TABLES);

  private Fixture() {}

  /** What rules will do later: a term for every row whose conditions hold. */
  static List<Term> terms(Collection<Kind> kinds) {
    List<Term> terms = new ArrayList<>();
    for (Kind kind : kinds) {
      for (MeteringRow row : TABLES.metering()) {
        if (row.usageType().equals(kind.usageType())
            && row.conditions().stream().allMatch(c -> kind.holds(c.toString()))) {
          terms.add(
              new Term(
                  kind,
                  row.charge(),
                  row.measure(),
                  row.counting(),
                  row.over(),
                  row.minimum(),
                  row.minimumPer(),
                  row.increment(),
                  row.dimensions(),
                  row.needs(),
                  new Source(row.origin(), "meter " + row.usageType())));
        }
      }
    }
    return terms;
  }

  public static Metered inMemory(List<UsageRecord> records, String... tags) {
    return inMemory(SLICES, records, tags);
  }

  public static Metered inMemory(Slices slices, List<UsageRecord> records, String... tags) {
    Set<Kind> kinds = new TreeSet<>();
    records.forEach(
        record ->
            kinds.add(
                KINDS.of(
                    record,
                    ACCOUNT.instances().stream()
                        .filter(instance -> instance.id().equals(record.instance()))
                        .toList())));
    return new RecordMeter(TABLES, KINDS, List.of(tags))
        .meter(ACCOUNT, ACCOUNT.instances(), slices, records, terms(kinds));
  }

  public static Metered bulk(List<Path> files, String... tags) {
    return bulk(SLICES, files, BulkMeter.Options.standard().withTags(List.of(tags)));
  }

  public static Metered bulk(Slices slices, List<Path> files, BulkMeter.Options options) {
    return bulk(slices, files, options, HashSettings.STANDARD);
  }

  public static Metered bulk(
      Slices slices, List<Path> files, BulkMeter.Options options, HashSettings tuning) {
    try (BulkMetered metered =
        new BulkMeter(TABLES, KINDS, tuning)
            .meter(
                files,
                List.of(ACCOUNT),
                MAY,
                account -> slices,
                Fixture::terms,
                options,
                Gauge.NONE)) {
      return metered.of(ACCOUNT.id());
    }
  }

  /** The records as a CSV file. */
  static Path csv(Path folder, String name, List<UsageRecord> records) throws IOException {
    Set<String> attributes = new TreeSet<>();
    records.forEach(record -> attributes.addAll(record.attributes().keySet()));
    List<String> header = new ArrayList<>(Columns.CONTRACT);
    header.addAll(attributes);
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", header));
    for (UsageRecord record : records) {
      lines.add(String.join(",", header.stream().map(c -> quoted(cell(record, c))).toList()));
    }
    return Files.write(folder.resolve(name), lines);
  }

  /** A CSV file as Parquet; whole: with typed numbers. */
  static Path parquet(Path csv, boolean whole) throws SQLException {
    Path target = csv.resolveSibling(csv.getFileName() + ".parquet");
    String numbers =
        List.of("quantity", "connected_seconds", "count").stream()
            .map(column -> "CAST(" + column + " AS BIGINT) AS " + column)
            .collect(Collectors.joining(", ", " REPLACE (", ")"));
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT *"
              + (whole ? numbers : "")
              + " FROM read_csv("
              + Duck.text(csv.toString())
              + ", all_varchar = true, header = true)) TO "
              + Duck.text(target.toString())
              + " (FORMAT parquet)");
    }
    return target;
  }

  private static @Nullable Object cell(UsageRecord record, String column) {
    return switch (column) {
      case "start_time" -> record.startTime();
      case "end_time" -> record.endTime();
      case "updated_at" -> record.updatedAt();
      case "quantity" -> record.quantity() == null ? null : record.quantity().toPlainString();
      case "connected_seconds" ->
          record.connectedSeconds() == null ? null : record.connectedSeconds().toPlainString();
      default -> Columns.text(record, column);
    };
  }

  private static String quoted(@Nullable Object value) {
    return value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"';
  }

  static UsageRecord.Builder record(String id, String type, String start) {
    return UsageRecord.of(id, "east", type, Instant.parse(start));
  }

  private static Tables tables() {
    List<MeteringRow> rows = new ArrayList<>();
    Row table = new Row(rows);
    table.of("voice").charge("service").seconds().minimum(10, MinimumPer.CHAIN).increment(1).add();
    table
        .of("voice")
        .charge("telephony")
        .connected()
        .minimum(60, MinimumPer.CHAIN)
        .increment(1)
        .dimensions("country", "number_type")
        .needs("country")
        .when("connected_seconds", Test.IS_ABOVE, "0")
        .add();
    table.of("campaign").charge("service").seconds().minimum(10, MinimumPer.RECORD).add();
    table.of("campaign").charge("mta").counting(Counting.DISTINCT).over(Over.ACCOUNT).add();
    table
        .of("video")
        .charge("video")
        .seconds()
        .minimum(10, MinimumPer.CHAIN_AND_RESOURCE)
        .increment(1)
        .add();
    table.of("block").charge("block").seconds().minimum(90, MinimumPer.RECORD).increment(60).add();
    table.of("uneven").charge("uneven").seconds().minimum(30, MinimumPer.CHAIN).increment(7).add();
    table
        .of("uneven")
        .charge("uneven-each")
        .connected()
        .minimum(25, MinimumPer.CHAIN_AND_RESOURCE)
        .increment(10)
        .add();
    table.of("ring").charge("rings").records().minimum(3, MinimumPer.CHAIN).increment(2).add();
    table.of("ring").charge("ring").records().add();
    table.of("ring").charge("ring-seconds").seconds().add();
    table.of("steps").charge("steps").seconds().increment(60).add();
    table.of("message").charge("chat").add();
    table.of("message").charge("bot").when("author", Test.IS_ONE_OF, "Bot", "SYSTEM", "ı").add();
    table
        .of("message")
        .charge("early")
        .when("start_time", Test.IS_BEFORE, "2024-05-15T12:00:00Z")
        .add();
    table.of("message").charge("late").when("start_time", Test.IS_FROM, "2024-05-16").add();
    table.of("message").charge("night").when("hour", Test.IS_ONE_OF, "22", "23", "0", "1").add();
    table.of("message").charge("morning").when("hour", Test.IS_BELOW, "6").add();
    table
        .of("message")
        .charge("weekend")
        .when("weekday", Test.IS_ONE_OF, "saturday", "sunday")
        .add();
    table.of("message").charge("holiday").when("date", Test.IS_ONE_OF, "2024-05-09").add();
    table.of("message").charge("since").when("date", Test.IS_FROM, "2024-05-20").add();
    table.of("message").charge("gold").when("plan", Test.IS_ONE_OF, "gold").add();
    table.of("message").charge("east").when("region", Test.IS_ONE_OF, "us-east-1").add();
    table.of("message").charge("ended").when("end_time", Test.IS_FROM, "2024-05-02").add();
    table.of("message").charge("private").when("author", Test.IS_ONE_OF, "ÖZEL").add();
    table.of("message").charge("people").when("author", Test.IS_NONE_OF, "bot").add();
    table.of("case").free().when("result", Test.IS_ONE_OF, "failed").add();
    table.of("case").charge("case").when("result", Test.IS_NONE_OF, "failed").add();
    table.of("profile").charge("profile").counting(Counting.PRORATED_DAYS).add();
    table
        .of("profile")
        .charge("profile-extra")
        .counting(Counting.PRORATED_DAYS)
        .when("objects", Test.IS_ABOVE, "100")
        .add();
    table
        .of("number")
        .charge("number-day")
        .counting(Counting.DAYS)
        .dimensions("country", "number_type")
        .needs("country", "number_type")
        .add();
    table.of("lease").charge("lease").counting(Counting.HOURS).add();
    table.of("recording").charge("recording").seconds().counting(Counting.UNION).add();
    table.of("pause").charge("recording").paused().counting(Counting.UNION).add();
    table.of("seats").charge("most-seats").counting(Counting.LARGEST).add();
    table.of("seats").charge("last-seats").counting(Counting.LATEST).over(Over.ACCOUNT).add();
    table.of("seats").charge("team-seats").counting(Counting.LATEST).over(Over.RESOURCE).add();
    table
        .of("seats")
        .charge("longest")
        .connected()
        .counting(Counting.LARGEST)
        .dimensions("country")
        .over(Over.RESOURCE)
        .add();
    table
        .of("desks")
        .charge("most-seats")
        .seconds()
        .counting(Counting.LARGEST)
        .when("author", Test.IS_ONE_OF, "bot")
        .add();
    table.of("desks").charge("most-seats").counting(Counting.LARGEST).add();
    table.of("evaluation").charge("agent").counting(Counting.DISTINCT).add();
    table.of("schedule").charge("agent").counting(Counting.DISTINCT).add();
    table
        .of("bridged")
        .charge("bridged")
        .connected()
        .when("country", Test.IS_SAME_AS, "number_country")
        .add();
    table
        .of("bridged")
        .charge("abroad")
        .connected()
        .when("country", Test.IS_NOT_SAME_AS, "number_country")
        .add();
    table.of("odd").charge("odd").when("x\"; DROP TABLE tuples; --", Test.IS_GIVEN).add();
    table.of("odd").charge("even").when("x\"; DROP TABLE tuples; --", Test.IS_MISSING).add();
    table.of("strict").charge("strict").when("result", Test.IS_ONE_OF, "ok").add();
    Map<String, Word> types = new LinkedHashMap<>();
    rows.forEach(row -> types.put(row.usageType(), word(row.usageType())));
    Catalogue catalogue =
        new Catalogue(
            new Catalogue.Settings("USD", 2, RoundingMode.HALF_UP, 10),
            Map.of(),
            Map.of(),
            Map.of(),
            words("us-east-1", "us-west-2"),
            Map.of("us-east-1", ZoneId.of("America/New_York")),
            words("US", "DE", "TR"),
            words("did", "toll-free"),
            words("standard", "gold"));
    return new Tables(
        catalogue,
        types,
        rows,
        ContactMap.NONE,
        List.of(),
        List.of(),
        List.of(),
        new HomeCountries(List.of()),
        new RateCard(List.of(), List.of()),
        List.of(),
        List.of(),
        Agreements.NONE,
        new TreeMap<>());
  }

  private static Map<String, Word> words(String... codes) {
    Map<String, Word> words = new LinkedHashMap<>();
    Stream.of(codes).forEach(code -> words.put(code, word(code)));
    return words;
  }

  private static Word word(String code) {
    return new Word(code, code, new Origin("charges.xlsx", "Words", 2));
  }

  /** Writes metering rows down. */
  private static final class Row {
    private final List<MeteringRow> rows;
    private String type = "";
    private @Nullable String charge;
    private Measure measure = Measure.AMOUNT;
    private Counting counting = Counting.SUM;
    private Over over = Over.INSTANCE;
    private @Nullable Quantity minimum;
    private MinimumPer per = MinimumPer.RECORD;
    private @Nullable Quantity increment;
    private List<String> dimensions = List.of();
    private List<String> needs = List.of();
    private final List<Condition> conditions = new ArrayList<>();

    Row(List<MeteringRow> rows) {
      this.rows = rows;
    }

    Row of(String value) {
      type = value;
      charge = null;
      measure = Measure.AMOUNT;
      counting = Counting.SUM;
      over = Over.INSTANCE;
      minimum = null;
      per = MinimumPer.RECORD;
      increment = null;
      dimensions = List.of();
      needs = List.of();
      conditions.clear();
      return this;
    }

    Row charge(String value) {
      charge = value;
      return this;
    }

    Row free() {
      charge = null;
      return this;
    }

    Row seconds() {
      measure = Measure.SECONDS;
      return this;
    }

    Row records() {
      measure = Measure.RECORDS;
      return this;
    }

    Row connected() {
      measure = Measure.CONNECTED_SECONDS;
      return this;
    }

    Row paused() {
      measure = Measure.PAUSED_SECONDS;
      return this;
    }

    Row counting(Counting value) {
      counting = value;
      return this;
    }

    Row over(Over value) {
      over = value;
      return this;
    }

    Row minimum(long value, MinimumPer scope) {
      minimum = Quantity.of(value);
      per = scope;
      return this;
    }

    Row increment(long value) {
      increment = Quantity.of(value);
      return this;
    }

    Row dimensions(String... values) {
      dimensions = List.of(values);
      return this;
    }

    Row needs(String... values) {
      needs = List.of(values);
      return this;
    }

    Row when(String attribute, Test test, String... values) {
      conditions.add(new Condition(attribute, test, List.of(values)));
      return this;
    }

    void add() {
      rows.add(
          new MeteringRow(
              new Origin("metering.xlsx", "Metering", rows.size() + 2),
              type,
              conditions,
              charge,
              measure,
              counting,
              over,
              minimum,
              per,
              increment,
              dimensions,
              needs));
    }
  }
}
