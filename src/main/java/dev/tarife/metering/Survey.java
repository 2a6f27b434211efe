package dev.tarife.metering;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows grouped by what decides on their kind, rejection and fact, in one look at them: how
 * many, and what they count if each is counted by itself. The table {@code survey}.
 */
final class Survey {
  private static final String TUPLE =
      "acct, instance, usage_type, country, number_country, number_type";

  /**
   * A row of the survey.
   *
   * @param number its rowid
   * @param words bits of its conditions
   * @param given see {@link KindSql#given()}
   * @param starts whether its records start in the month
   * @param touches whether they touch it as holdings
   * @param wide whether they are of chains that lie in several slices
   * @param records how many
   * @param example least record id
   * @param signature hash of all but place and tags
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
      boolean wide,
      int slice,
      List<@Nullable String> tags,
      long records,
      String example,
      long signature,
      List<BigInteger> sums) {
    /** Whether two tuples are alike but for their place and tags. */
    boolean isLike(Tuple other) {
      return Objects.equals(account, other.account)
          && instance.equals(other.instance)
          && usageType.equals(other.usageType)
          && Objects.equals(country, other.country)
          && Objects.equals(numberCountry, other.numberCountry)
          && Objects.equals(numberType, other.numberType)
          && words.equals(other.words)
          && Objects.equals(objection, other.objection)
          && given == other.given;
    }
  }

  /** Takes the rows of the survey one by one. */
  @FunctionalInterface
  interface Reader {
    void read(Tuple tuple) throws SQLException;
  }

  /** Takes the words of a usage type's kinds, and whether whole ticks are too coarse for one. */
  @FunctionalInterface
  interface KindReader {
    void read(String usageType, List<Long> words, boolean broken) throws SQLException;
  }

  private final Database database;
  private final Month month;
  private final KindSql kind;
  private final List<String> tagColumns;
  private List<Formula> formulas = List.of();
  private Ticks ticks = Ticks.WHOLE;

  /**
   * Prepares.
   *
   * @param tagColumns staged columns of the tags
   */
  Survey(Database database, Month month, KindSql kind, List<String> tagColumns) {
    this.database = database;
    this.month = month;
    this.kind = kind;
    this.tagColumns = tagColumns;
  }

  /** Makes the survey, in wider numbers where those asked for overflow. */
  void make(List<Formula> asked, Ticks first, boolean anyWide) throws SQLException {
    formulas = asked;
    ticks = first;
    try {
      database.run(sql(anyWide));
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      boolean overflow = message.contains("verflow") || message.contains("Out of Range");
      if (!overflow || !first.equals(Ticks.WHOLE)) {
        throw e;
      }
      ticks = Ticks.WHOLE_WIDE;
      database.run(sql(anyWide));
    }
  }

  /** The ticks that it counts in. */
  Ticks ticks() {
    return ticks;
  }

  boolean has(Formula formula) {
    return formulas.contains(formula);
  }

  private String sql(boolean anyWide) {
    String words = rowWords();
    StringBuilder sums = new StringBuilder();
    StringBuilder measured = new StringBuilder();
    for (int i = 0; i < formulas.size(); i++) {
      measured.append(", ").append(formulas.get(i).sql(ticks)).append(" * cnt AS f").append(i);
      sums.append(", coalesce(sum(f").append(i).append("), 0) AS f").append(i);
    }
    StringBuilder tags = new StringBuilder();
    StringBuilder tagNames = new StringBuilder();
    for (int i = 0; i < tagColumns.size(); i++) {
      tags.append(", ").append(tagColumns.get(i)).append(" AS g").append(i);
      tagNames.append(", g").append(i);
    }
    String key = TUPLE + ", " + words + ", objection, row_given, place" + tagNames;
    return "CREATE OR REPLACE TEMP TABLE survey AS SELECT *, "
        + kind.masksOfGroups()
        + ", "
        + kind.givenOfGroups("row_given")
        + " AS given FROM "
        + kind.preparedGroups("(SELECT " + groups(key, sums, measured, tags, anyWide) + ")");
  }

  private String groups(
      String key, StringBuilder sums, StringBuilder measured, StringBuilder tags, boolean anyWide) {
    return key
        + ", "
        + signature()
        + " AS sig, count(*) AS n, min(record_id) AS example, bool_or(bad) AS bad,"
        + " bool_or(broken) AS broken"
        + sums
        + " FROM (SELECT record_id, "
        + TUPLE
        + ", "
        + rowColumns()
        + ", "
        + place(anyWide)
        + " AS place, bad, "
        + (ticks.scale() == 0 ? Ticks.isBroken() : "false")
        + " AS broken"
        + measured
        + tags
        + " FROM "
        + kind.preparedRows("rows")
        + (anyWide ? " LEFT JOIN wide w ON w.h = hash(contact_id)" : "")
        + ") GROUP BY "
        + key;
  }

  private String place(boolean anyWide) {
    return "CAST(CASE WHEN "
        + month.contains("start_ns")
        + " THEN 1 ELSE 0 END + CASE WHEN "
        + month.overlaps("start_ns", "end_ns")
        + " THEN 2 ELSE 0 END"
        + (anyWide ? " + CASE WHEN w.h IS NULL THEN 0 ELSE 4 END" : "")
        + " + 8 * ("
        + month.slice("start_ns")
        + ") AS INTEGER)";
  }

  boolean anyBad() throws SQLException {
    return database.number("SELECT count(*) FROM survey WHERE bad") > 0;
  }

  /** Reads each kind once. */
  void kinds(KindReader reader) throws SQLException {
    String words = String.join(", ", kind.words());
    database.rows(
        "SELECT usage_type, bool_or(broken), "
            + words
            + " FROM survey GROUP BY usage_type, "
            + words,
        row -> reader.read(row.getString(1), words(row, 3), row.getBoolean(2)));
  }

  private List<Long> words(ResultSet row, int first) throws SQLException {
    List<Long> words = new ArrayList<>();
    for (int i = 0; i < kind.words().size(); i++) {
      words.add(row.getLong(first + i));
    }
    return words;
  }

  /** Reads every row. */
  void tuples(Reader reader) throws SQLException {
    Shared texts = new Shared();
    int more = 14 + kind.words().size();
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < tagColumns.size(); i++) {
      columns.append(", g").append(i);
    }
    for (int i = 0; i < formulas.size(); i++) {
      columns.append(", f").append(i);
    }
    database.rows(
        "SELECT rowid, "
            + TUPLE
            + ", objection, given, place, n, example, sig, "
            + String.join(", ", kind.words())
            + columns
            + " FROM survey",
        row -> {
          List<@Nullable String> tags = new ArrayList<>();
          for (int i = 0; i < tagColumns.size(); i++) {
            tags.add(row.getString(more + i));
          }
          List<BigInteger> sums = new ArrayList<>();
          for (int i = 0; i < formulas.size(); i++) {
            sums.add((BigInteger) row.getObject(more + tags.size() + i));
          }
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
                  words(row, 14),
                  row.getString(8),
                  row.getLong(9),
                  (place & 1) != 0,
                  (place & 2) != 0,
                  (place & 4) != 0,
                  place >> 3,
                  tags.isEmpty() ? List.of() : Collections.unmodifiableList(tags),
                  row.getLong(11),
                  String.valueOf(row.getString(12)),
                  row.getLong(13),
                  sums));
        });
  }

  /** Makes one object of equal texts: there are few, in very many tuples. */
  private static final class Shared {
    private static final int MOST = 100_000;

    private final Map<String, String> texts = new HashMap<>();

    @Nullable String of(@Nullable String text) {
      if (text == null) {
        return null;
      }
      String known = texts.get(text);
      if (known == null && texts.size() < MOST) {
        texts.put(text, text);
      }
      return known == null ? text : known;
    }
  }

  /** The columns that a signature is made of, beside those that rows are grouped by anyway. */
  String rowColumns() {
    return kind.masksOfRows()
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

  /** The signature of a row that has {@link #rowColumns}. */
  String signature() {
    return "CAST(hash(" + TUPLE + ", " + rowWords() + ", objection, row_given) >> 1 AS BIGINT)";
  }

  /** What a tuple counts by a formula. */
  BigDecimal quantity(Tuple tuple, Formula formula) {
    return new BigDecimal(tuple.sums().get(formulas.indexOf(formula)), ticks.scale());
  }

  /** Makes the table {@code left_out} of the tuples whose rows are not metered. */
  void leaveOut(List<Long> tuples) throws SQLException {
    database.run("CREATE OR REPLACE TEMP TABLE rejected (no BIGINT)");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    tuples.forEach(tuple -> rows.add(List.of(tuple)));
    database.append("rejected", rows);
    database.run(
        "CREATE OR REPLACE TEMP TABLE left_out AS SELECT DISTINCT "
            + TUPLE
            + ", "
            + String.join(", ", kind.words())
            + ", objection, given FROM survey WHERE rowid IN (SELECT no FROM rejected)");
  }

  /** Columns that {@code left_out} tells rows by. */
  List<String> key() {
    List<String> key = new ArrayList<>(List.of(TUPLE.split(", ")));
    key.addAll(kind.words());
    key.add("objection");
    key.add("given");
    return key;
  }
}
