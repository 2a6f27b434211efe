package dev.tarife.metering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rows grouped by what decides on their kind, rejection and fact, in one look at them: how
 * many, and what they count if each is counted by itself.
 *
 * <p>Rows are told apart by hashes of their texts, which costs half of comparing texts; a look at
 * the few different texts has shown before that no two share a hash. The view {@code survey} brings
 * both together again.
 */
final class Survey {
  private static final List<String> PLACE = List.of("acct", "instance");
  private static final List<String> DIMENSIONS =
      List.of("usage_type", "country", "number_country", "number_type");
  private static final int STARTS = 1;
  private static final int TOUCHES = 2;
  private static final int WIDE = 4;
  private static final int BAD = 8;
  private static final int BROKEN = 16;
  private static final int SLICE = 5;

  /** Conditions on rows of the view {@code survey}. */
  static final String STARTING = "place & " + STARTS + " <> 0";

  static final String TOUCHING = "place & " + TOUCHES + " <> 0";
  static final String NARROW = "place & " + WIDE + " = 0";

  /** The number of a row's slice. */
  static final String SLICES = "(place >> " + SLICE + ")";

  /**
   * A row of the survey.
   *
   * @param number its rowid
   * @param words bits of its conditions
   * @param given see {@link KindSql#given()}
   * @param starts whether its records start in the month
   * @param touches whether they touch it as holdings
   * @param records how many
   * @param example least record id
   */
  record Tuple(
      long number,
      @Nullable String account,
      String instance,
      String usageType,
      @Nullable String country,
      @Nullable String numberCountry,
      @Nullable String numberType,
      List<Long> words,
      @Nullable String objection,
      long given,
      boolean starts,
      boolean touches,
      long records,
      String example) {}

  /** Takes rows of the survey one by one. */
  @FunctionalInterface
  interface Reader {
    void read(Tuple tuple) throws SQLException;
  }

  /** Takes the words of a usage type's kinds, and whether whole ticks are too coarse for one. */
  @FunctionalInterface
  interface KindReader {
    void read(String usageType, List<Long> words, boolean broken) throws SQLException;
  }

  /** Takes what is judged alike wherever it occurs. */
  @FunctionalInterface
  interface VerdictReader {
    void read(
        int verdict, String usageType, List<Long> words, @Nullable String objection, long given)
        throws SQLException;
  }

  private final Tuning tuning;
  private final Database database;
  private final Month month;
  private final RowSql rowSql;
  private final KindSql kind;
  private final Places places;
  private final Reasons reasons;
  private final List<String> tagColumns;
  private List<Formula> formulas = List.of();
  private Ticks ticks = Ticks.WHOLE;
  private int salt;

  /**
   * Prepares.
   *
   * @param tagColumns staged columns of the tags
   */
  Survey(
      Tuning tuning,
      Database database,
      Month month,
      RowSql rowSql,
      KindSql kind,
      Places places,
      Reasons reasons,
      List<String> tagColumns) {
    this.tuning = tuning;
    this.database = database;
    this.month = month;
    this.rowSql = rowSql;
    this.kind = kind;
    this.places = places;
    this.reasons = reasons;
    this.tagColumns = tagColumns;
  }

  /** Collects the different texts as the tables place and dim; gives the usage types. */
  Set<String> learn() throws SQLException {
    for (salt = 0; ; salt++) {
      String dimensions = String.join(", ", DIMENSIONS);
      database.run(
          "CREATE OR REPLACE TEMP TABLE place AS SELECT k.*, i.acc_no, i.inst_no,"
              + " coalesce(i.sound = 1, false) AS sound FROM (SELECT "
              + hash(PLACE)
              + " AS ph, * FROM (SELECT DISTINCT acct, instance FROM kept)) k LEFT"
              + places.join("k")
              + "; CREATE OR REPLACE TEMP TABLE dim AS SELECT "
              + hash(DIMENSIONS)
              + " AS dh, *, "
              + isKnown("country", reasons.countries())
              + " AND "
              + isKnown("number_country", reasons.countries())
              + " AND "
              + isKnown("number_type", reasons.numberTypes())
              + " AS sound FROM (SELECT DISTINCT "
              + dimensions
              + " FROM kept)");
      if (database.number(
              "SELECT (SELECT count(*) - count(DISTINCT ph) FROM place)"
                  + " + (SELECT count(*) - count(DISTINCT dh) FROM dim)")
          == 0) {
        break;
      }
    }
    Set<String> types = new TreeSet<>();
    database.rows(
        "SELECT DISTINCT usage_type FROM dim WHERE usage_type IS NOT NULL",
        row -> types.add(row.getString(1)));
    return types;
  }

  private static String isKnown(String column, Set<String> known) {
    String none = column + " IS NULL";
    return known.isEmpty() ? none : "(" + none + " OR " + column + " IN " + Duck.texts(known) + ")";
  }

  private String hash(List<String> columns) {
    return tuning.key(String.join(", ", columns) + (salt == 0 ? "" : ", " + salt));
  }

  /** Makes the survey, in wider numbers where those asked for overflow. */
  void make(List<Formula> asked, Ticks first, boolean anyWide) throws SQLException {
    formulas = asked;
    ticks = first;
    try {
      database.run(groups(anyWide));
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      boolean overflow = message.contains("verflow") || message.contains("Out of Range");
      if (!overflow || !first.equals(Ticks.WHOLE)) {
        throw e;
      }
      ticks = Ticks.WHOLE_WIDE;
      database.run(groups(anyWide));
    }
    database.run(combinations());
    database.run(view());
  }

  /** The ticks that it counts in. */
  Ticks ticks() {
    return ticks;
  }

  boolean has(Formula formula) {
    return formulas.contains(formula);
  }

  /** Which of the columns f0, f1, ... a formula is, or -1. */
  int column(Formula formula) {
    return formulas.indexOf(formula);
  }

  private String groups(boolean anyWide) {
    StringBuilder sums = new StringBuilder();
    StringBuilder measured = new StringBuilder();
    String times = rowSql.isMany().equals("false") ? "" : " * cnt";
    for (int i = 0; i < formulas.size(); i++) {
      measured
          .append(", ")
          .append(formulas.get(i).sql(rowSql, ticks))
          .append(times)
          .append(" AS f")
          .append(i);
      sums.append(", coalesce(sum(f").append(i).append("), 0) AS f").append(i);
    }
    String tags =
        tagColumns.isEmpty()
            ? ""
            : ", " + numbered(tagColumns.size(), i -> tagColumns.get(i) + " AS g" + i);
    String key = "ph, dh, " + rowWords() + ", objection, row_given, place" + tagNames();
    return "CREATE OR REPLACE TEMP TABLE groups AS SELECT "
        + key
        + ", count(*) AS n, min(record_id) AS example"
        + sums
        + " FROM (SELECT record_id, "
        + rowColumns()
        + ", "
        + place(anyWide)
        + " AS place"
        + measured
        + tags
        + " FROM "
        + kind.preparedRows("rows")
        + (anyWide ? " LEFT JOIN wide w ON w.h = " + tuning.hash("contact_id") : "")
        + ") GROUP BY "
        + key;
  }

  private String place(boolean anyWide) {
    return "CAST("
        + bit(month.contains("start_ns"), STARTS)
        + " + "
        + bit(month.overlaps("start_ns", "end_ns"), TOUCHES)
        + (anyWide ? " + " + bit("w.h IS NOT NULL", WIDE) : "")
        + " + "
        + bit("bad", BAD)
        + (ticks.isWhole() ? " + " + bit(rowSql.isBroken(), BROKEN) : "")
        + (month.isOneSlice() ? "" : " + (" + month.slice("start_ns") + " << " + SLICE + ")")
        + " AS INTEGER)";
  }

  private static String bit(String condition, int bit) {
    return "CASE WHEN " + condition + " THEN " + bit + " ELSE 0 END";
  }

  /** What rows are besides their place and tags, each once: the table {@code combo}. */
  private String combinations() {
    String key = comboKey().collect(Collectors.joining(", "));
    return "CREATE OR REPLACE TEMP TABLE combo AS SELECT *, CAST(dense_rank() OVER (ORDER BY"
        + " usage_type, "
        + String.join(", ", kind.words())
        + ", given, objection) AS INTEGER) AS verdict FROM (SELECT *, "
        + kind.masksOfGroups()
        + ", "
        + kind.givenOfGroups("row_given")
        + " AS given FROM "
        + kind.preparedGroups(
            "(SELECT * EXCLUDE (k_sound) FROM (SELECT "
                + key
                + ", bool_or(place & "
                + BAD
                + " <> 0) AS bad, bool_or(place & "
                + BROKEN
                + " <> 0) AS broken FROM groups GROUP BY "
                + key
                + ") JOIN dim USING (dh)"
                + (kind.looksAtPlaces()
                    ? " JOIN (SELECT ph, acct, instance, sound AS k_sound FROM place) USING (ph)"
                    : " CROSS JOIN (SELECT NULL AS k_sound)")
                + ")")
        + ")";
  }

  private Stream<String> comboKey() {
    Stream<String> key =
        Stream.concat(
            Stream.of("dh", "objection", "row_given"), Arrays.stream(rowWords().split(", ")));
    return kind.looksAtPlaces() ? Stream.concat(Stream.of("ph"), key) : key;
  }

  private String view() {
    String same =
        comboKey()
            .map(column -> "c." + column + " IS NOT DISTINCT FROM g." + column)
            .collect(Collectors.joining(" AND "));
    return "CREATE OR REPLACE TEMP VIEW survey AS SELECT g.rowid AS no, g.*, p.acct, p.instance,"
        + " p.acc_no, p.inst_no, c.usage_type, c.country, c.number_country, c.number_type, c.given,"
        + " c.verdict, p.sound AND c.sound AS sound, "
        + signature("g.")
        + " AS sig, "
        + kind.words().stream().map(word -> "c." + word).collect(Collectors.joining(", "))
        + " FROM groups g JOIN place p ON p.ph = g.ph JOIN combo c ON "
        + same;
  }

  boolean anyBad() throws SQLException {
    return database.number("SELECT count(*) FROM combo WHERE bad") > 0;
  }

  /** Reads each kind once. */
  void kinds(KindReader reader) throws SQLException {
    String words = String.join(", ", kind.words());
    database.rows(
        "SELECT usage_type, bool_or(broken), "
            + words
            + " FROM combo GROUP BY usage_type, "
            + words,
        row -> reader.read(row.getString(1), words(row, 3), row.getBoolean(2)));
  }

  /** Reads what can be judged whatever the place, the country and the number are. */
  void verdicts(VerdictReader reader) throws SQLException {
    database.rows(
        "SELECT DISTINCT verdict, usage_type, objection, given, "
            + String.join(", ", kind.words())
            + " FROM combo ORDER BY verdict",
        row ->
            reader.read(
                row.getInt(1), row.getString(2), words(row, 5), row.getString(3), row.getLong(4)));
  }

  private List<Long> words(ResultSet row, int first) throws SQLException {
    List<Long> words = new ArrayList<>();
    for (int i = 0; i < kind.words().size(); i++) {
      words.add(row.getLong(first + i));
    }
    return words;
  }

  /** Reads the rows of the survey that a condition holds of. */
  void tuples(String condition, Reader reader) throws SQLException {
    Shared texts = new Shared();
    database.rows(
        "SELECT no, acct, instance, usage_type, country, number_country, number_type, objection,"
            + " given, place, n, example, "
            + String.join(", ", kind.words())
            + " FROM survey WHERE "
            + condition,
        row -> {
          int place = row.getInt(10);
          reader.read(
              new Tuple(
                  row.getLong(1),
                  texts.of(row.getString(2)),
                  String.valueOf(texts.of(row.getString(3))),
                  String.valueOf(texts.of(row.getString(4))),
                  texts.of(row.getString(5)),
                  texts.of(row.getString(6)),
                  texts.of(row.getString(7)),
                  words(row, 13),
                  row.getString(8),
                  row.getLong(9),
                  (place & STARTS) != 0,
                  (place & TOUCHES) != 0,
                  row.getLong(11),
                  String.valueOf(row.getString(12))));
        });
  }

  /** The columns that a signature is made of. */
  String rowColumns() {
    return hash(PLACE)
        + " AS ph, "
        + hash(DIMENSIONS)
        + " AS dh, "
        + kind.masksOfRows()
        + ", "
        + kind.objection()
        + " AS objection, "
        + kind.givenOfRows()
        + " AS row_given";
  }

  private String rowWords() {
    return kind.words().stream()
        .map(word -> "e" + word.substring(1))
        .collect(Collectors.joining(", "));
  }

  /** The signature of a row that has {@link #rowColumns}: a hash of all but place and tags. */
  String signature() {
    return signature("");
  }

  private String signature(String table) {
    return tuning.hash(told().map(column -> table + column).collect(Collectors.joining(", ")));
  }

  private Stream<String> told() {
    return Stream.concat(
        Stream.of("ph", "dh", "objection", "row_given"), Arrays.stream(rowWords().split(", ")));
  }

  /** Whether rows that are not alike share a signature: a hash may do that, if hardly ever. */
  boolean isAmbiguous() throws SQLException {
    String key = told().collect(Collectors.joining(", "));
    return database.number(
            "SELECT count(*) - count(DISTINCT "
                + signature()
                + ") FROM (SELECT DISTINCT "
                + key
                + " FROM groups)")
        > 0;
  }

  /** Columns of tags, each after a comma. */
  String tagNames() {
    return tagColumns.isEmpty() ? "" : ", " + numbered(tagColumns.size(), i -> "g" + i);
  }

  /** The column of a formula's sum, chosen by the number in a column of another table. */
  String chosen(String number, String prefix) {
    if (formulas.isEmpty()) {
      return "0";
    }
    StringBuilder chosen = new StringBuilder("CASE " + number);
    for (int i = 0; i < formulas.size(); i++) {
      chosen.append(" WHEN ").append(i).append(" THEN ").append(prefix).append(i);
    }
    return chosen + " ELSE 0 END";
  }

  private static String numbered(int count, java.util.function.IntFunction<String> text) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(text)
        .collect(Collectors.joining(", "));
  }

  /** Makes the table {@code left_out} of the tuples whose rows are not metered. */
  void leaveOut(List<Long> tuples) throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE rejected (no BIGINT)");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    tuples.forEach(tuple -> rows.add(List.of(tuple)));
    database.append("rejected", rows);
    database.run(
        "CREATE OR REPLACE TEMP TABLE left_out AS SELECT DISTINCT "
            + String.join(", ", key())
            + " FROM survey WHERE no IN (SELECT no FROM rejected)");
  }

  /** Columns that {@code left_out} tells rows by. */
  List<String> key() {
    List<String> key = new ArrayList<>(PLACE);
    key.addAll(DIMENSIONS);
    key.addAll(kind.words());
    key.add("objection");
    key.add("given");
    return Collections.unmodifiableList(key);
  }
}
