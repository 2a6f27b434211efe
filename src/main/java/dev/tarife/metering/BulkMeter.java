package dev.tarife.metering;

import dev.tarife.metering.Plan.Line;
import dev.tarife.metering.Plan.Way;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Source;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow.Counting;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Meters files of any size, of one or many accounts, as one relational query: nothing is done in
 * Java for a single record. {@link RecordMeter} gives the same result for records in memory.
 */
public final class BulkMeter {
  /**
   * How a run may use the machine.
   *
   * @param spill folder for what does not fit into memory; null: the system's
   * @param memoryLimit most memory of the database, such as {@code 1GB}
   * @param threads how many threads; 0: one a core
   * @param tags columns, such as {@code tag:team}, whose values become the tags of usage
   */
  public record Options(@Nullable Path spill, String memoryLimit, int threads, List<String> tags) {
    public Options {
      tags = List.copyOf(tags);
    }

    /** The system's folder, 1 GB, every core, no tags. */
    public static Options standard() {
      return new Options(null, "1GB", 0, List.of());
    }

    public Options withTags(List<String> columns) {
      return new Options(spill, memoryLimit, threads, columns);
    }
  }

  private final Kinds kinds;
  private final Reasons reasons;

  public BulkMeter(Tables tables, Kinds kinds) {
    this.kinds = kinds;
    this.reasons = new Reasons(tables, kinds);
  }

  /**
   * Meters every account's month.
   *
   * @param files CSV, JSON lines (also in gzip) and Parquet; the last part may be a glob
   * @param accounts whose records they may hold
   * @param slices the slices of an account's month
   * @param terms asked once, for all kinds together
   * @throws FaultException with every fault of the files, by line
   */
  public BulkMetered meter(
      List<Path> files,
      Collection<Account> accounts,
      Period period,
      Function<Account, Slices> slices,
      TermSource terms,
      Options options) {
    List<UsageFile> found = UsageFile.of(files);
    Path folder = null;
    try {
      folder =
          options.spill() == null
              ? Files.createTempDirectory("tarife-")
              : Files.createTempDirectory(Files.createDirectories(options.spill()), "tarife-");
      try (Connection connection = Duck.connect()) {
        return new Run(connection, folder, found, accounts, period, slices, terms, options).meter();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database failed: " + Duck.message(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What the system does not let go of now, it clears away itself.
      folder.toFile().deleteOnExit();
    }
  }

  /** An account's instance, by number. */
  private record Owned(int account, Instance instance) {}

  /** Sources behind a line of a way, by bit. */
  private static final class Terms {
    private final Map<String, Integer> charges = new LinkedHashMap<>();
    private final List<Source> sources = new ArrayList<>();

    int charge(String charge) {
      return charges.computeIfAbsent(charge, c -> charges.size());
    }

    int words() {
      return sources.size() / 60 + 1;
    }
  }

  /** One call of {@link #meter}. */
  private final class Run {
    private static final long DAY = RecordMeter.DAY;

    private final Connection connection;
    private final Path folder;
    private final List<UsageFile> files;
    private final List<Account> accounts;
    private final Map<String, Integer> accountNumbers = new HashMap<>();
    private final List<Owned> instances = new ArrayList<>();
    private final TermSource termSource;
    private final Options options;
    private final long monthStart;
    private final long monthEnd;
    private final List<Slices> slices = new ArrayList<>();
    private final List<LocalDate> cuts;
    private final List<String> attributes;
    private final List<Facts> facts = new ArrayList<>();
    private final Facts strays;
    private final long[] records;
    private final long[] outOfPeriod;
    private final Map<Way, Terms> terms = new HashMap<>();
    private final boolean single;
    private int scale;
    private String type = "BIGINT";

    Run(
        Connection connection,
        Path folder,
        List<UsageFile> files,
        Collection<Account> accounts,
        Period period,
        Function<Account, Slices> slicesOf,
        TermSource termSource,
        Options options) {
      this.connection = connection;
      this.folder = folder;
      this.files = files;
      this.accounts =
          accounts.stream().sorted(Comparator.comparing(Account::id, Texts.ORDER)).toList();
      this.termSource = termSource;
      this.options = options;
      this.single = accounts.size() == 1;
      this.strays = new Facts(options.tags());
      monthStart = RecordMeter.nanos(period.start());
      monthEnd = RecordMeter.nanos(period.end());
      TreeSet<LocalDate> days = new TreeSet<>();
      for (Account account : this.accounts) {
        if (accountNumbers.put(account.id(), slices.size()) != null) {
          throw new IllegalArgumentException("The account (" + account.id() + ") is there twice.");
        }
        Slices own = slicesOf.apply(account);
        account.instances().forEach(instance -> instances.add(new Owned(slices.size(), instance)));
        slices.add(own);
        days.addAll(own.starts());
        facts.add(new Facts(options.tags()));
      }
      days.add(period.from());
      cuts = List.copyOf(days);
      records = new long[this.accounts.size()];
      outOfPeriod = new long[this.accounts.size()];
      List<String> wanted = new ArrayList<>(kinds.attributes());
      options.tags().stream().filter(tag -> !wanted.contains(tag)).forEach(wanted::add);
      attributes = List.copyOf(wanted);
    }

    BulkMetered meter() throws SQLException, IOException {
      prepare();
      Staging staging = new Staging(connection, folder, files, attributes, !single);
      execute("CREATE TEMP VIEW everything AS " + staging.select());
      execute("CREATE TEMP VIEW clean AS SELECT * FROM everything");
      execute("CREATE TEMP VIEW keyed AS " + keyed());
      tuples();
      if (anyBad()) {
        throw staging.faults();
      }
      if (removeDuplicates()) {
        tuples();
      }
      chooseScale();
      boolean filtered = judge();
      execute("CREATE TEMP VIEW base AS " + base(filtered));
      count();
      SortedMap<String, Metered> metered = new TreeMap<>();
      for (int i = 0; i < accounts.size(); i++) {
        metered.put(accounts.get(i).id(), facts.get(i).metered(records[i], outOfPeriod[i]));
      }
      return new BulkMetered(metered, strays.rejections());
    }

    private void prepare() throws SQLException {
      execute("SET TimeZone = 'UTC'");
      execute("SET preserve_insertion_order = false");
      execute("SET memory_limit = " + Duck.text(options.memoryLimit()));
      execute("SET temp_directory = " + Duck.text(folder.resolve("spill").toString()));
      if (options.threads() > 0) {
        execute("SET threads = " + options.threads());
      }
      execute("CREATE TEMP TABLE types (name VARCHAR, type_no INTEGER)");
      List<String> rows = new ArrayList<>();
      kinds
          .types()
          .forEach((code, of) -> rows.add("(" + Duck.text(code) + ", " + of.number() + ")"));
      insert("types", rows);
      execute("CREATE TEMP TABLE inst (acct VARCHAR, id VARCHAR, acc_no INTEGER, inst_no INTEGER)");
      rows.clear();
      for (int i = 0; i < instances.size(); i++) {
        Owned place = instances.get(i);
        rows.add(
            "("
                + Duck.text(accounts.get(place.account()).id())
                + ", "
                + Duck.text(place.instance().id())
                + ", "
                + place.account()
                + ", "
                + i
                + ")");
      }
      insert("inst", rows);
      execute("CREATE TEMP TABLE cuts (slice INTEGER, from_ns BIGINT, to_ns BIGINT)");
      rows.clear();
      for (int i = 0; i < cuts.size(); i++) {
        long to = i + 1 < cuts.size() ? nanos(cuts.get(i + 1)) : monthEnd;
        rows.add("(" + i + ", " + nanos(cuts.get(i)) + ", " + to + ")");
      }
      insert("cuts", rows);
    }

    private void insert(String table, List<String> rows) throws SQLException {
      for (int i = 0; i < rows.size(); i += 500) {
        execute(
            "INSERT INTO "
                + table
                + " VALUES "
                + String.join(", ", rows.subList(i, Math.min(rows.size(), i + 500))));
      }
    }

    private static long nanos(LocalDate day) {
      return RecordMeter.nanos(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Rows with the truth of their conditions, and which columns they give. */
    private String keyed() {
      StringBuilder mask = new StringBuilder();
      StringBuilder objection = new StringBuilder();
      for (Kinds.Type of : kinds.types().values()) {
        List<String> bits = new ArrayList<>();
        StringBuilder wrong = new StringBuilder();
        for (int i = 0; i < of.checks().size(); i++) {
          Kinds.Check check = of.checks().get(i);
          bits.add("CASE WHEN " + condition(check) + " THEN " + (1L << i) + " ELSE 0 END");
          String column = check.condition().attribute();
          if (check.isNumeric() && !Columns.isContract(column)) {
            wrong
                .append(" WHEN NOT regexp_full_match(")
                .append(text(column))
                .append(", ")
                .append(Duck.text(Kinds.numberPattern()))
                .append(") THEN '")
                .append(i)
                .append("|' || ")
                .append(text(column));
          }
        }
        if (!bits.isEmpty()) {
          mask.append(" WHEN ").append(of.number()).append(" THEN ");
          mask.append(String.join(" + ", bits));
        }
        if (!wrong.isEmpty()) {
          objection.append(" WHEN ").append(of.number()).append(" THEN CASE").append(wrong);
          objection.append(" END");
        }
      }
      List<String> given = new ArrayList<>();
      for (int i = 0; i < reasons.columns().size(); i++) {
        given.add(
            "CASE WHEN "
                + isGiven(reasons.columns().get(i))
                + " THEN "
                + (1L << i)
                + " ELSE 0 END");
      }
      return "SELECT c.*, y.type_no, CAST("
          + (mask.isEmpty() ? "0" : "CASE y.type_no" + mask + " ELSE 0 END")
          + " AS BIGINT) AS mask, "
          + (objection.isEmpty() ? "CAST(NULL AS VARCHAR)" : "CASE y.type_no" + objection + " END")
          + " AS objection, CAST("
          + String.join(" + ", given)
          + " AS BIGINT) AS given, cnt > 1 AS many FROM clean c"
          + " LEFT JOIN types y ON y.name = c.usage_type";
    }

    private String isGiven(String column) {
      return column.equals(Columns.CONNECTED_SECONDS)
          ? "(conn IS NOT NULL OR q IS NOT NULL OR end_ns IS NOT NULL)"
          : "(" + raw(column) + " IS NOT NULL)";
    }

    private String raw(String column) {
      return switch (column) {
        case Columns.ACCOUNT -> "acct";
        case Columns.START_TIME -> "start_ns";
        case Columns.END_TIME -> "end_ns";
        case Columns.UPDATED_AT -> "updated_ns";
        case Columns.QUANTITY -> "q";
        case Columns.COUNT -> "cnt";
        case Columns.CONNECTED_SECONDS ->
            "coalesce(CAST(conn AS DECIMAL(38, 9)), CAST(q AS DECIMAL(38, 9)),"
                + " CAST(end_ns - start_ns AS DECIMAL(28, 0)) * CAST(0.000000001 AS DECIMAL(10, 9)))";
        default -> Columns.isContract(column) ? column : "a" + attributes.indexOf(column);
      };
    }

    /** A column as {@link Columns#text} sees it. */
    private String text(String column) {
      return switch (column) {
        case Columns.START_TIME, Columns.END_TIME, Columns.UPDATED_AT ->
            "strftime(make_timestamp(" + raw(column) + " // 1000), '%Y-%m-%dT%H:%M:%SZ')";
        case Columns.QUANTITY, Columns.CONNECTED_SECONDS ->
            "rtrim(rtrim(CAST(CAST(" + raw(column) + " AS DECIMAL(38, 9)) AS VARCHAR), '0'), '.')";
        case Columns.COUNT -> "CAST(cnt AS VARCHAR)";
        default -> raw(column);
      };
    }

    private String folded(String column) {
      return "translate(" + text(column) + ", '" + Texts.UPPER + "', '" + Texts.LOWER + "')";
    }

    private String condition(Kinds.Check check) {
      Condition condition = check.condition();
      String column = condition.attribute();
      return switch (condition.test()) {
        case IS_ONE_OF -> "coalesce(" + folded(column) + " IN " + values(check) + ", false)";
        case IS_NONE_OF -> "NOT coalesce(" + folded(column) + " IN " + values(check) + ", false)";
        case IS_ABOVE -> compared(check, ">");
        case IS_AT_LEAST -> compared(check, ">=");
        case IS_BELOW -> compared(check, "<");
        case IS_AT_MOST -> compared(check, "<=");
        case IS_SAME_AS -> same(condition);
        case IS_NOT_SAME_AS -> "NOT " + same(condition);
        case IS_GIVEN -> isGiven(column);
        case IS_MISSING -> "NOT " + isGiven(column);
      };
    }

    private String values(Kinds.Check check) {
      return check.folded().isEmpty() ? "(NULL)" : Duck.texts(check.folded());
    }

    private String same(Condition condition) {
      return "coalesce("
          + folded(condition.attribute())
          + " = "
          + folded(condition.values().get(0))
          + ", false)";
    }

    private String compared(Kinds.Check check, String operator) {
      String column = check.condition().attribute();
      String text = text(column);
      BigDecimal bound = check.number();
      String number =
          Columns.isContract(column) && !Columns.TIMES.contains(column)
              ? raw(column)
              : "CASE WHEN regexp_full_match("
                  + text
                  + ", "
                  + Duck.text(Kinds.numberPattern())
                  + ") THEN "
                  + text
                  + " END";
      return "coalesce(TRY_CAST("
          + number
          + " AS DECIMAL(38, 15)) "
          + operator
          + " CAST('"
          + (bound == null ? "0" : bound.toPlainString())
          + "' AS DECIMAL(38, 15)), false)";
    }

    private String inMonth(String time) {
      return "(" + time + " >= " + monthStart + " AND " + time + " < " + monthEnd + ")";
    }

    private String overlaps() {
      return "(start_ns < "
          + monthEnd
          + " AND (end_ns IS NULL OR end_ns > "
          + monthStart
          + " OR start_ns >= "
          + monthStart
          + "))";
    }

    private static final String TUPLE =
        "acct, instance, usage_type, type_no, country, number_country, number_type, mask,"
            + " objection, given, many";

    /** All that decides on kind and rejection, each combination once, with figures of its rows. */
    private void tuples() throws SQLException {
      execute(
          "CREATE OR REPLACE TEMP TABLE tuples AS SELECT row_number() OVER () AS tuple_no, * FROM ("
              + "SELECT "
              + TUPLE
              + ", "
              + inMonth("start_ns")
              + " AS starts, "
              + overlaps()
              + " AS touching, bool_or(bad) AS bad, count(*) AS n, max(cnt) AS most,"
              + " max(q) AS most_q, max(conn) AS most_conn, max(end_ns - start_ns) AS most_ns,"
              + " bool_or(q <> CAST(q AS HUGEINT)) AS broken_q,"
              + " bool_or(conn <> CAST(conn AS HUGEINT)) AS broken_conn,"
              + " bool_or((end_ns - start_ns) % 1000000000 <> 0) AS broken_ns,"
              + " bool_or(contact_id IS NOT NULL) AS chained"
              + " FROM keyed GROUP BY "
              + TUPLE
              + ", starts, touching)");
    }

    private boolean anyBad() throws SQLException {
      return number("SELECT count(*) FROM tuples WHERE bad") > 0;
    }

    /** Takes repeated records out of {@code clean}; whether there were any. */
    private boolean removeDuplicates() throws SQLException {
      execute(
          "CREATE TEMP TABLE repeated AS SELECT hash(record_id) AS h FROM clean GROUP BY h"
              + " HAVING count(*) > 1");
      if (number("SELECT count(*) FROM repeated") == 0) {
        return false;
      }
      String owner = single ? "coalesce(acct, " + Duck.text(accounts.get(0).id()) + ")" : "acct";
      execute(
          "CREATE TEMP TABLE latest AS SELECT DISTINCT * FROM clean"
              + " WHERE hash(record_id) IN (SELECT h FROM repeated)"
              + " QUALIFY rank() OVER (PARTITION BY "
              + owner
              + ", record_id ORDER BY updated_ns DESC NULLS LAST) = 1");
      Set<String> conflicts = new HashSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "SELECT record_id FROM (SELECT DISTINCT * FROM latest) GROUP BY "
                      + owner
                      + ", record_id HAVING count(*) > 1 ORDER BY record_id LIMIT 100")) {
        while (found.next()) {
          conflicts.add(found.getString(1));
        }
      }
      if (!conflicts.isEmpty()) {
        throw conflict(conflicts);
      }
      execute("DROP VIEW keyed");
      execute(
          "CREATE OR REPLACE TEMP VIEW clean AS SELECT e.* FROM everything e"
              + " ANTI JOIN repeated r ON r.h = hash(e.record_id)"
              + " UNION ALL SELECT DISTINCT * FROM latest");
      execute("CREATE TEMP VIEW keyed AS " + keyed());
      return true;
    }

    private FaultException conflict(Set<String> ids) {
      Findings findings = new Findings();
      for (UsageFile file : files) {
        Faults faults = new Faults(file.name());
        UsageReader.rows(
            file,
            faults,
            (line, texts) -> {
              String id = texts.get(Columns.RECORD_ID);
              if (id != null && ids.contains(id)) {
                faults.add(line, RecordMeter.conflict(id), RecordMeter.CONFLICT_MEND);
              }
            });
        findings.addAll(faults.findings());
      }
      ids.stream()
          .filter(id -> findings.isEmpty())
          .forEach(
              id ->
                  findings.error(
                      Place.ofFile(files.get(0).name()),
                      RecordMeter.conflict(id),
                      RecordMeter.CONFLICT_MEND));
      return new FaultException(findings);
    }

    /** Counts in whole seconds where no record has a part of one, else in billionths. */
    private void chooseScale() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "SELECT coalesce(bool_or(broken_q OR broken_conn OR (broken_ns)), false),"
                      + " coalesce(max(most_q), 0), coalesce(max(most_conn), 0),"
                      + " coalesce(max(most_ns), 0), coalesce(max(most), 1) FROM tuples")) {
        found.next();
        scale = found.getBoolean(1) ? 9 : 0;
        BigDecimal most =
            found
                .getBigDecimal(2)
                .max(found.getBigDecimal(3))
                .max(found.getBigDecimal(4).movePointLeft(9))
                .multiply(found.getBigDecimal(5));
        largest = most;
      }
    }

    private BigDecimal largest = BigDecimal.ZERO;

    /** Finds kinds and terms, rejects what cannot be metered; whether rows are to be left out. */
    private boolean judge() throws SQLException {
      record Tuple(
          long number,
          @Nullable String account,
          String instance,
          String usageType,
          @Nullable String country,
          @Nullable String numberCountry,
          @Nullable String numberType,
          long mask,
          @Nullable String objection,
          long given,
          boolean many,
          boolean starts,
          boolean overlaps,
          long n) {}
      List<Tuple> tuples = new ArrayList<>();
      Set<Kind> asked = new TreeSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT tuple_no, acct, instance, usage_type, country, number_country,"
                      + " number_type, mask, objection, given, many, starts, touching, n"
                      + " FROM tuples")) {
        while (row.next()) {
          Tuple tuple =
              new Tuple(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getLong(8),
                  row.getString(9),
                  row.getLong(10),
                  row.getBoolean(11),
                  row.getBoolean(12),
                  row.getBoolean(13),
                  row.getLong(14));
          tuples.add(tuple);
          if (kinds.types().containsKey(tuple.usageType())) {
            asked.add(kinds.kind(tuple.usageType(), tuple.mask()));
          }
        }
      }
      Plan plan = new Plan(asked.isEmpty() ? List.of() : termSource.terms(asked));
      Map<String, Instance> known = new HashMap<>();
      instances.forEach(
          place -> known.put(place.account() + "|" + place.instance().id(), place.instance()));
      Map<Long, String> rejected = new LinkedHashMap<>();
      Map<Long, Integer> owners = new HashMap<>();
      Set<Long> near = new HashSet<>();
      Set<String> planned = new HashSet<>();
      for (Tuple tuple : tuples) {
        Integer owner =
            single ? Integer.valueOf(0) : accountNumbers.get(String.valueOf(tuple.account()));
        Kinds.Type of = kinds.types().get(tuple.usageType());
        boolean touches = (of != null && of.isHolding()) ? tuple.overlaps() : tuple.starts();
        if (owner == null) {
          rejected.put(tuple.number(), Reasons.unknownAccount(String.valueOf(tuple.account())));
          near.add(tuple.number());
          continue;
        }
        owners.put(tuple.number(), owner);
        records[owner] += tuple.n();
        Kind kind = kinds.kind(tuple.usageType(), tuple.mask());
        List<Line> lines = plan.of(kind);
        boolean stranger =
            single && tuple.account() != null && !tuple.account().equals(accounts.get(0).id());
        String reason =
            reasons.of(
                new Reasons.Traits(
                    stranger ? tuple.account() : null,
                    tuple.instance(),
                    known.get(owner + "|" + tuple.instance()),
                    tuple.usageType(),
                    tuple.country(),
                    tuple.numberCountry(),
                    tuple.numberType(),
                    objection(of, tuple.objection()),
                    kind,
                    tuple.given(),
                    tuple.many()),
                lines);
        if (reason != null) {
          rejected.put(tuple.number(), reason);
          if (touches) {
            near.add(tuple.number());
          } else {
            outOfPeriod[owner] += tuple.n();
          }
          continue;
        }
        boolean counted = false;
        for (Line line : lines) {
          counted |= line.way() == Way.HELD ? tuple.overlaps() : tuple.starts();
        }
        if (!counted) {
          outOfPeriod[owner] += tuple.n();
        }
        if (of != null && planned.add(of.number() + "|" + tuple.mask())) {
          long key = key(of.number(), tuple.mask());
          lines.forEach(line -> plan(key, line));
        }
      }
      rejections(rejected, owners, near);
      tables();
      return !rejected.isEmpty();
    }

    private @Nullable String objection(Kinds.@Nullable Type of, @Nullable String coded) {
      if (coded == null || of == null) {
        return null;
      }
      int bar = coded.indexOf('|');
      Condition condition = of.checks().get(Integer.parseInt(coded.substring(0, bar))).condition();
      return Kinds.objection(condition.attribute(), coded.substring(bar + 1), condition.toString());
    }

    private static long key(int type, long mask) {
      return (long) type << 40 | mask;
    }

    private void rejections(Map<Long, String> rejected, Map<Long, Integer> owners, Set<Long> near)
        throws SQLException {
      execute("CREATE TEMP TABLE rejected (tuple_no BIGINT, near BOOLEAN)");
      if (rejected.isEmpty()) {
        return;
      }
      List<String> rows = new ArrayList<>();
      rejected.keySet().forEach(tuple -> rows.add("(" + tuple + ", " + near.contains(tuple) + ")"));
      insert("rejected", rows);
      execute(
          "CREATE TEMP TABLE left_out AS SELECT t.* FROM tuples t JOIN rejected r USING (tuple_no)");
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT t.tuple_no, count(*), min(k.record_id) FROM keyed k JOIN left_out t ON "
                      + matches("k", "t")
                      + " JOIN rejected r ON r.tuple_no = t.tuple_no WHERE r.near"
                      + " AND t.starts = "
                      + inMonth("k.start_ns")
                      + " AND t.touching = "
                      + overlaps().replace("start_ns", "k.start_ns").replace("end_ns", "k.end_ns")
                      + " GROUP BY t.tuple_no")) {
        while (row.next()) {
          long tuple = row.getLong(1);
          Integer owner = owners.get(tuple);
          (owner == null ? strays : facts.get(owner))
              .reject(
                  String.valueOf(rejected.get(tuple)),
                  row.getLong(2),
                  String.valueOf(row.getString(3)));
        }
      }
    }

    private static String matches(String a, String b) {
      return Arrays.stream(TUPLE.split(", "))
          .map(column -> a + "." + column + " IS NOT DISTINCT FROM " + b + "." + column)
          .collect(Collectors.joining(" AND "));
    }

    private void plan(long key, Line line) {
      if (line.way() == Way.NONE) {
        freeKinds.add(key);
        return;
      }
      Terms of = terms.computeIfAbsent(line.way(), way -> new Terms());
      List<Integer> bits = new ArrayList<>();
      for (Source source : line.sources()) {
        int bit = of.sources.indexOf(source);
        if (bit < 0) {
          bit = of.sources.size();
          of.sources.add(source);
        }
        bits.add(bit);
      }
      BigDecimal minimum = line.minimum() == null ? BigDecimal.ZERO : line.minimum().value();
      BigDecimal increment =
          line.increment() == null || line.increment().isZero()
              ? BigDecimal.ZERO
              : line.increment().value();
      if (minimum.scale() > 0 || increment.scale() > 0) {
        scale = 9;
      }
      steps = steps.max(minimum).max(increment);
      int measure =
          switch (line.measure()) {
            case AMOUNT -> 1;
            case SECONDS, PAUSED_SECONDS -> 2;
            case CONNECTED_SECONDS -> 3;
          };
      planned.add(
          new Planned(key, line, of.charge(line.charge()), measure, minimum, increment, bits));
    }

    private record Planned(
        long key,
        Line line,
        int charge,
        int measure,
        BigDecimal minimum,
        BigDecimal increment,
        List<Integer> bits) {}

    private final List<Planned> planned = new ArrayList<>();
    private BigDecimal steps = BigDecimal.ZERO;

    private void tables() throws SQLException {
      BigDecimal most = largest.add(steps.multiply(BigDecimal.valueOf(2))).movePointRight(scale);
      long counts = Math.max(1, number("SELECT coalesce(max(most), 1) FROM tuples"));
      boolean small =
          most.multiply(BigDecimal.valueOf(counts))
                  .compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4))
              < 0;
      type = small ? "BIGINT" : "HUGEINT";
      for (Way way : Way.values()) {
        Terms of = terms.get(way);
        if (of == null) {
          continue;
        }
        String name = table(way);
        String words =
            IntStream.range(0, of.words())
                .mapToObj(i -> ", s" + i + " BIGINT")
                .collect(Collectors.joining());
        execute(
            "CREATE TEMP TABLE "
                + name
                + " (kind_key BIGINT, charge_no INTEGER, measure INTEGER, least "
                + type
                + ", step "
                + type
                + ", per_resource BOOLEAN, by_country BOOLEAN, by_type BOOLEAN, over_account"
                + " BOOLEAN, pause BOOLEAN, counting VARCHAR, ordinal INTEGER"
                + words
                + ")");
        List<String> rows = new ArrayList<>();
        for (Planned plan : planned) {
          if (plan.line().way() == way) {
            rows.add(row(plan, of.words()));
          }
        }
        insert(name, rows);
      }
    }

    private String row(Planned plan, int words) {
      Line line = plan.line();
      StringBuilder row = new StringBuilder("(");
      row.append(plan.key()).append(", ").append(plan.charge());
      row.append(", ").append(plan.measure());
      row.append(", ").append(ticks(plan.minimum()));
      BigInteger step = ticks(plan.increment());
      row.append(", ").append(step.signum() == 0 ? BigInteger.ONE : step);
      row.append(", ").append(line.perResource());
      row.append(", ").append(line.byCountry()).append(", ").append(line.byNumberType());
      row.append(", ").append(line.overAccount()).append(", ").append(line.isPause());
      row.append(", ")
          .append(Duck.text(line.counting().name()))
          .append(", ")
          .append(line.ordinal());
      long[] bits = new long[words];
      plan.bits().forEach(bit -> bits[bit / 60] |= 1L << bit % 60);
      Arrays.stream(bits).forEach(word -> row.append(", ").append(word));
      return row.append(")").toString();
    }

    private BigInteger ticks(BigDecimal value) {
      return value.movePointRight(scale).toBigIntegerExact();
    }

    private static String table(Way way) {
      return "terms_" + way.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The rows that are metered, with what is measured of them in ticks. */
    private String base(boolean filtered) {
      String factor = scale == 0 ? "1" : "1000000000";
      String seconds =
          scale == 0 ? "(k.end_ns - k.start_ns) // 1000000000" : "k.end_ns - k.start_ns";
      String quantity = tick("k.q", factor);
      String connected = tick("k.conn", factor);
      StringBuilder slice = new StringBuilder("0");
      if (cuts.size() > 1) {
        slice.setLength(0);
        slice.append("CASE");
        for (int i = cuts.size() - 1; i > 0; i--) {
          slice
              .append(" WHEN k.start_ns >= ")
              .append(nanos(cuts.get(i)))
              .append(" THEN ")
              .append(i);
        }
        slice.append(" ELSE 0 END");
      }
      StringBuilder tags = new StringBuilder();
      for (int i = 0; i < options.tags().size(); i++) {
        tags.append(", k.a").append(attributes.indexOf(options.tags().get(i)));
        tags.append(" AS g").append(i);
      }
      return "SELECT k.record_id, i.acc_no, i.inst_no, k.contact_id, k.resource_id, k.country,"
          + " k.number_type, k.start_ns, k.end_ns, k.cnt, "
          + "coalesce("
          + quantity
          + ", "
          + factor
          + ") AS amount, coalesce("
          + quantity
          + ", "
          + seconds
          + ") AS seconds, coalesce("
          + connected
          + ", "
          + quantity
          + ", "
          + seconds
          + ") AS connected, "
          + slice
          + " AS slice, "
          + inMonth("k.start_ns")
          + " AS starts, (CAST(k.type_no AS BIGINT) << 40) + k.mask AS kind_key"
          + tags
          + " FROM keyed k JOIN inst i ON i.id = k.instance"
          + (single ? " AND (k.acct IS NULL OR k.acct = i.acct)" : " AND i.acct = k.acct")
          + (filtered ? " ANTI JOIN left_out t ON " + matches("k", "t") : "");
    }

    private String tick(String number, String factor) {
      return scale == 0
          ? "CAST(" + number + " AS " + type + ")"
          : "CAST(" + number + " * " + factor + " AS " + type + ")";
    }

    private void count() throws SQLException {
      boolean multi = terms.containsKey(Way.CHAIN) && chains();
      if (terms.containsKey(Way.RECORD)) {
        read(Way.RECORD, records(Way.RECORD, ""));
      }
      if (terms.containsKey(Way.CHAIN)) {
        read(
            Way.CHAIN,
            records(Way.CHAIN, multi ? " LEFT JOIN chains m ON m.h = hash(b.contact_id)" : ""));
        if (multi) {
          read(Way.CHAIN, narrowSums());
          read(Way.CHAIN, chainSums());
          correctOutOfPeriod();
        }
      }
      if (terms.containsKey(Way.DISTINCT)) {
        read(Way.DISTINCT, distinct());
      }
      if (terms.containsKey(Way.UNION)) {
        read(Way.UNION, union());
      }
      if (terms.containsKey(Way.HELD)) {
        held();
      }
    }

    private String sources(Way way, String function) {
      Terms of = terms.get(way);
      return of == null
          ? ""
          : IntStream.range(0, of.words())
              .mapToObj(i -> ", " + function.replace("?", "s" + i) + " AS s" + i)
              .collect(Collectors.joining());
    }

    private String tags(String pattern) {
      return IntStream.range(0, options.tags().size())
          .mapToObj(i -> ", " + pattern.replace("?", "g" + i) + " AS g" + i)
          .collect(Collectors.joining());
    }

    private static final String DIMENSIONS =
        "CASE WHEN t.by_country THEN b.country END AS c,"
            + " CASE WHEN t.by_type THEN b.number_type END AS n";
    private static final String MEASURE =
        "CASE t.measure WHEN 1 THEN b.amount WHEN 2 THEN b.seconds ELSE b.connected END";
    private static final String FIRST = "arg_min({v: b.?}, {s: b.start_ns, i: b.record_id}).v";

    private static String rounded(String value) {
      return "greatest(least, v + (step - v % step) % step)".replace("v", value);
    }

    /** Each record by itself; also the records of chains that have but one. */
    private String records(Way way, String joins) {
      String alone = joins.isEmpty() ? "true" : "m.h IS NULL";
      return "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices,"
          + " coalesce(sum(CAST(greatest(least, v + (step - v % step) % step) AS "
          + type
          + ") * cnt) FILTER (alone), 0) AS total, count(*) FILTER (ordinal = 0) AS n_records,"
          + " min(record_id) AS example"
          + sources(way, "bit_or(?)")
          + tags("?")
          + " FROM (SELECT t.*, b.inst_no, b.acc_no, "
          + DIMENSIONS
          + ", b.slice, b.cnt, b.record_id, "
          + alone
          + " AS alone, "
          + MEASURE
          + " AS v"
          + tags("b.?")
          + " FROM base b JOIN "
          + table(way)
          + " t ON t.kind_key = b.kind_key"
          + joins
          + " WHERE b.starts"
          + (joins.isEmpty() ? "" : " AND (m.h IS NULL OR NOT m.wide)")
          + ") GROUP BY charge_no, inst_no, acc_no, c, n, slice"
          + tagNames();
    }

    private String tagNames() {
      return IntStream.range(0, options.tags().size())
          .mapToObj(i -> ", g" + i)
          .collect(Collectors.joining());
    }

    /**
     * Finds chains that may have several records; whether there are any. Only those that cross a
     * slice's bound are {@code wide}: in all others each record lies where its chain begins.
     */
    private boolean chains() throws SQLException {
      execute(
          "CREATE TEMP TABLE chains AS SELECT h, (lo < "
              + monthStart
              + " AND hi >= "
              + monthStart
              + ") OR (lo < "
              + monthEnd
              + " AND hi >= "
              + monthEnd
              + ") AS straddles, "
              + (options.tags().isEmpty() ? "" : "true OR ")
              + "straddles OR several OR "
              + sliceOf("lo")
              + " <> "
              + sliceOf("hi")
              + " AS wide FROM (SELECT hash(b.contact_id) AS h, min(b.start_ns) AS lo,"
              + " max(b.start_ns) AS hi, min(b.contact_id) <> max(b.contact_id) AS several"
              + " FROM base b WHERE b.contact_id IS NOT NULL AND"
              + " b.kind_key IN (SELECT kind_key FROM terms_chain) GROUP BY h HAVING count(*) > 1)");
      return number("SELECT count(*) FROM chains") > 0;
    }

    /** Sums of the chains that are not wide, told apart by their hash. */
    private String narrowSums() {
      return "SELECT charge_no, inst_no, acc_no, c, n, slices, sum("
          + rounded("w")
          + ") AS total, 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
          + sources(Way.CHAIN, "CAST(0 AS BIGINT)")
          + " FROM (SELECT t.charge_no, b.inst_no, b.acc_no, "
          + DIMENSIONS
          + ", t.least, t.step, t.ordinal, t.per_resource, m.h,"
          + " CASE WHEN t.per_resource THEN b.resource_id END AS r, any_value(b.slice) AS slices,"
          + " sum("
          + MEASURE
          + ") AS w FROM base b JOIN terms_chain t ON t.kind_key = b.kind_key"
          + " JOIN chains m ON m.h = hash(b.contact_id)"
          + " WHERE b.contact_id IS NOT NULL AND NOT m.wide AND b.starts GROUP BY ALL)"
          + " GROUP BY charge_no, inst_no, acc_no, c, n, slices";
    }

    private String chainRows() {
      return " FROM base b JOIN terms_chain t ON t.kind_key = b.kind_key"
          + " SEMI JOIN chains m ON m.wide AND m.h = hash(b.contact_id)"
          + " WHERE b.contact_id IS NOT NULL";
    }

    private String chainSums() {
      return "SELECT charge_no, inst_no, acc_no, c, n, "
          + sliceOf("first_ns")
          + " AS slices, sum("
          + rounded("total_v").replace("total_v", "CAST(w AS HUGEINT)")
          + ") AS total, sum(n_records) AS n_records, min(example) AS example"
          + sources(Way.CHAIN, "bit_or(?)")
          + tagNames()
          + " FROM (SELECT t.charge_no, b.inst_no, b.acc_no, "
          + DIMENSIONS
          + ", t.least, t.step, t.ordinal, t.per_resource, b.contact_id,"
          + " CASE WHEN t.per_resource THEN b.resource_id END AS r, sum("
          + MEASURE
          + ") AS w, min(b.start_ns) AS first_ns, count(*) FILTER (t.ordinal = 0) AS n_records,"
          + " min(b.record_id) AS example"
          + sources(Way.CHAIN, "bit_or(t.?)")
          + tags(FIRST)
          + chainRows()
          + " GROUP BY ALL) WHERE "
          + inMonth("first_ns")
          + " GROUP BY charge_no, inst_no, acc_no, c, n, slices"
          + tagNames();
    }

    private String sliceOf(String time) {
      StringBuilder slice = new StringBuilder("CASE");
      for (int i = cuts.size() - 1; i > 0; i--) {
        slice.append(" WHEN ").append(time).append(" >= ").append(nanos(cuts.get(i)));
        slice.append(" THEN ").append(i);
      }
      return cuts.size() == 1 ? "0" : slice + " ELSE 0 END";
    }

    /** A chain lies where it begins, so that its records may be in the month or out with it. */
    private void correctOutOfPeriod() throws SQLException {
      if (number("SELECT count(*) FROM chains WHERE straddles") == 0) {
        return;
      }
      StringBuilder plain = new StringBuilder("false");
      for (Way way : List.of(Way.RECORD, Way.DISTINCT, Way.UNION, Way.HELD)) {
        if (terms.containsKey(way)) {
          plain
              .append(" OR (")
              .append(way == Way.HELD ? overlaps() : "starts")
              .append(" AND kind_key IN (SELECT kind_key FROM ")
              .append(table(way))
              .append("))");
        }
      }
      String free =
          freeKinds.isEmpty()
              ? "false"
              : "starts AND kind_key IN ("
                  + freeKinds.stream().map(String::valueOf).collect(Collectors.joining(", "))
                  + ")";
      String query =
          "SELECT acc_no, count(*) FILTER (NOT naive) - count(*) FILTER (NOT exact) FROM (SELECT"
              + " acc_no, record_id, bool_or(starts OR other) AS naive, bool_or("
              + inMonth("first_ns")
              + " OR other) AS exact FROM (SELECT b.acc_no, b.record_id, b.starts, ("
              + plain
              + " OR "
              + free
              + ") AS other, min(b.start_ns) OVER (PARTITION BY t.charge_no, b.inst_no,"
              + " CASE WHEN t.by_country THEN b.country END,"
              + " CASE WHEN t.by_type THEN b.number_type END, t.least, t.step, t.ordinal,"
              + " t.per_resource, b.contact_id,"
              + " CASE WHEN t.per_resource THEN b.resource_id END) AS first_ns"
              + chainRows().replace("ON m.wide", "ON m.straddles")
              + ") GROUP BY acc_no, record_id) GROUP BY acc_no";
      query = query.replace("kind_key IN", "b.kind_key IN").replace("b.b.", "b.");
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          outOfPeriod[row.getInt(1)] -= row.getLong(2);
        }
      }
    }

    private final Set<Long> freeKinds = new TreeSet<>();

    private String distinct() {
      return "SELECT charge_no, inst_no, acc_no, c, n, slices, count(*) AS total,"
          + " sum(n_records) AS n_records, min(example) AS example"
          + sources(Way.DISTINCT, "bit_or(?)")
          + tagNames()
          + " FROM (SELECT t.charge_no, CASE WHEN t.over_account THEN NULL ELSE b.inst_no END AS"
          + " inst_no, b.acc_no, "
          + DIMENSIONS
          + ", b.resource_id, bit_or(CAST(1 AS BIGINT) << b.slice) AS slices,"
          + " count(*) AS n_records, min(b.record_id) AS example"
          + sources(Way.DISTINCT, "bit_or(t.?)")
          + tags(FIRST)
          + " FROM base b JOIN terms_distinct t ON t.kind_key = b.kind_key WHERE b.starts"
          + " GROUP BY t.charge_no, CASE WHEN t.over_account THEN NULL ELSE b.inst_no END, b.acc_no,"
          + " c, n, b.resource_id) GROUP BY charge_no, inst_no, acc_no, c, n, slices"
          + tagNames();
    }

    private String union() {
      String key = "charge_no, inst_no, c, n, resource_id";
      String rows =
          "SELECT t.*, b.inst_no, b.acc_no, "
              + DIMENSIONS
              + ", b.resource_id, b.start_ns, b.end_ns, b.record_id, b.slice, b.starts"
              + tags("b.?")
              + " FROM base b JOIN terms_union t ON t.kind_key = b.kind_key";
      return "WITH iv AS MATERIALIZED ("
          + rows
          + "), part AS (SELECT *, greatest(start_ns, coalesce(max(end_ns) OVER (PARTITION BY "
          + key
          + " ORDER BY start_ns, record_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),"
          + " start_ns)) AS a FROM iv WHERE NOT pause), pauses AS (SELECT "
          + key
          + ", min(start_ns) AS a, max(end_ns) AS z FROM (SELECT *, sum(CASE WHEN start_ns <= p THEN"
          + " 0 ELSE 1 END) OVER (PARTITION BY "
          + key
          + " ORDER BY start_ns, record_id ROWS UNBOUNDED PRECEDING) AS island FROM (SELECT *,"
          + " max(end_ns) OVER (PARTITION BY "
          + key
          + " ORDER BY start_ns, record_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS p"
          + " FROM iv WHERE pause)) GROUP BY "
          + key
          + ", island), paused AS (SELECT part.record_id, part.inst_no, part.charge_no, part.c, part.n,"
          + " sum(least(part.end_ns, pauses.z) - greatest(part.a, pauses.a)) AS off FROM part JOIN"
          + " pauses ON part.charge_no = pauses.charge_no AND part.inst_no = pauses.inst_no AND"
          + " part.resource_id = pauses.resource_id AND part.c IS NOT DISTINCT FROM pauses.c AND"
          + " part.n IS NOT DISTINCT FROM pauses.n AND pauses.a < part.end_ns AND pauses.z > part.a"
          + " WHERE part.starts GROUP BY part.record_id, part.inst_no, part.charge_no, part.c, part.n,"
          + " part.acc_no) SELECT part.charge_no, part.inst_no, part.acc_no, part.c, part.n,"
          + " part.slice AS slices, sum(CAST(greatest(0, part.end_ns - part.a) AS HUGEINT)"
          + " - coalesce(paused.off, 0)) AS total, count(*) AS n_records,"
          + " min(part.record_id) AS example"
          + sources(Way.UNION, "bit_or(part.?)")
          + tags("part.?")
          + " FROM part LEFT JOIN paused ON paused.record_id = part.record_id AND paused.inst_no = part.inst_no AND"
          + " paused.charge_no = part.charge_no AND paused.c IS NOT DISTINCT FROM part.c AND"
          + " paused.n IS NOT DISTINCT FROM part.n WHERE part.starts GROUP BY part.charge_no,"
          + " part.inst_no, part.acc_no, part.c, part.n, part.slice"
          + tagNames();
    }

    private void held() throws SQLException {
      String hours = "'HOURS'";
      String firstDay = "(b.start_ns // " + DAY + " * " + DAY + ")";
      execute(
          "CREATE TEMP TABLE held AS SELECT t.*, b.inst_no, b.acc_no, "
              + DIMENSIONS
              + ", b.record_id, b.start_ns, b.cnt, b.resource_id IS NOT NULL AS named,"
              + " coalesce(b.resource_id, b.record_id) AS r, greatest("
              + monthStart
              + ", CASE WHEN t.counting = "
              + hours
              + " THEN b.start_ns ELSE "
              + firstDay
              + " END) AS a, least("
              + monthEnd
              + ", CASE WHEN t.counting = "
              + hours
              + " THEN coalesce(b.end_ns, "
              + monthEnd
              + ") ELSE greatest((coalesce(b.end_ns, "
              + monthEnd
              + ") + "
              + (DAY - 1)
              + ") // "
              + DAY
              + " * "
              + DAY
              + ", "
              + firstDay
              + " + "
              + DAY
              + ") END) AS z"
              + tags("b.?")
              + " FROM base b JOIN terms_held t ON t.kind_key = b.kind_key WHERE "
              + overlaps().replace("start_ns", "b.start_ns").replace("end_ns", "b.end_ns"));
      execute(
          "CREATE TEMP TABLE shared AS SELECT hash(r) AS h FROM held WHERE named GROUP BY h"
              + " HAVING count(*) > 1");
      boolean shared = number("SELECT count(*) FROM shared") > 0;
      String lone = "(NOT named OR hash(r) NOT IN (SELECT h FROM shared))";
      String group = " GROUP BY charge_no, inst_no, acc_no, c, n, slice, counting" + tagNames();
      String parts = "least(z, to_ns) - greatest(a, from_ns)";
      String overlap = " JOIN cuts ON a < to_ns AND z > from_ns";
      read(
          Way.HELD,
          "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, sum(CAST("
              + parts
              + " AS HUGEINT) * cnt) AS total, count(*) AS n_records, min(record_id) AS example"
              + sources(Way.HELD, "bit_or(?)")
              + tagNames()
              + ", counting FROM held"
              + overlap
              + " WHERE a < z"
              + (shared ? " AND " + lone : "")
              + group);
      if (!shared) {
        return;
      }
      String key = "charge_no, inst_no, acc_no, c, n, counting, r";
      execute(
          "CREATE TEMP TABLE several AS SELECT * EXCLUDE ("
              + "start_ns"
              + tagNames()
              + ")"
              + tags("first_value(?) OVER (PARTITION BY " + key + " ORDER BY start_ns, record_id)")
              + " FROM held WHERE named AND hash(r) IN (SELECT h FROM shared)");
      read(
          Way.HELD,
          "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, 0 AS total,"
              + " count(*) AS n_records, min(record_id) AS example"
              + sources(Way.HELD, "bit_or(?)")
              + tagNames()
              + ", counting FROM several"
              + overlap
              + " WHERE a < z"
              + group);
      String same =
          Arrays.stream(key.split(", "))
              .map(column -> "k." + column + " IS NOT DISTINCT FROM s." + column)
              .collect(Collectors.joining(" AND "));
      read(
          Way.HELD,
          "SELECT charge_no, inst_no, acc_no, c, n, slice AS slices, sum(CAST("
              + parts
              + " AS HUGEINT) * cnt) AS total, 0 AS n_records, CAST(NULL AS VARCHAR) AS example"
              + sources(Way.HELD, "CAST(0 AS BIGINT)")
              + tagNames()
              + ", counting FROM (SELECT k.charge_no, k.inst_no, k.acc_no, k.c, k.n, k.counting,"
              + " k.r, k.a, k.z, max(s.cnt) AS cnt"
              + tags("any_value(s.?)")
              + " FROM (SELECT "
              + key
              + ", p AS a, lead(p) OVER (PARTITION BY "
              + key
              + " ORDER BY p) AS z FROM (SELECT "
              + key
              + ", a AS p FROM several WHERE a < z UNION SELECT "
              + key
              + ", z AS p FROM several WHERE a < z)) k JOIN several s ON "
              + same
              + " AND s.a <= k.a AND s.z >= k.z GROUP BY ALL)"
              + overlap
              + group);
    }

    /** Reads sums: charge, instance, account, country, number type, slices, ... */
    private void read(Way way, String query) throws SQLException {
      Terms of = terms.get(way);
      if (of == null) {
        return;
      }
      List<String> charges = List.copyOf(of.charges.keySet());
      int tagged = options.tags().size();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          int instance = row.getInt(2);
          String id = row.wasNull() ? null : instances.get(instance).instance().id();
          int account = row.getInt(3);
          List<@Nullable String> tags = new ArrayList<>();
          Set<Source> sources = new TreeSet<>();
          for (int i = 0; i < of.sources.size(); i++) {
            if ((row.getLong(10 + i / 60) >> i % 60 & 1) != 0) {
              sources.add(of.sources.get(i));
            }
          }
          for (int i = 0; i < tagged; i++) {
            tags.add(row.getString(10 + of.words() + i));
          }
          BigInteger total = new BigInteger(row.getString(7));
          BigDecimal quantity =
              switch (way) {
                case DISTINCT -> new BigDecimal(total);
                case UNION -> new BigDecimal(total, 9);
                case HELD ->
                    RecordMeter.held(
                        total, Counting.valueOf(row.getString(10 + of.words() + tagged)));
                default -> new BigDecimal(total, scale);
              };
          facts
              .get(account)
              .add(
                  new Facts.Key(
                      charges.get(row.getInt(1)),
                      id,
                      row.getString(4),
                      row.getString(5),
                      Collections.unmodifiableList(tags),
                      days(account, way, row.getLong(6))),
                  quantity,
                  row.getLong(8),
                  row.getString(9),
                  sources);
        }
      }
    }

    private List<LocalDate> days(int account, Way way, long coded) {
      Slices own = slices.get(account);
      TreeSet<LocalDate> days = new TreeSet<>();
      if (way == Way.DISTINCT) {
        for (int i = 0; i < cuts.size(); i++) {
          if ((coded >> i & 1) != 0) {
            days.add(own.starts().get(own.indexOf(cuts.get(i))));
          }
        }
      } else {
        days.add(own.starts().get(own.indexOf(cuts.get((int) coded))));
      }
      return List.copyOf(days);
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    private long number(String sql) throws SQLException {
      return Long.parseLong(single(sql));
    }

    private String single(String sql) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }
}
