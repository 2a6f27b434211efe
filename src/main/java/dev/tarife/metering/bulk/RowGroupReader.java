package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.metering.terms.KindSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link RowGroups} found. */
final class RowGroupReader {
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

  private final Database database;
  private final KindSql kind;

  RowGroupReader(Database database, KindSql kind) {
    this.database = database;
    this.kind = kind;
  }

  /** Whether a row breaks the contract. */
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
    SharedTexts texts = new SharedTexts();
    database.rows(
        "SELECT no, acct, instance, usage_type, country, number_country, number_type, objection,"
            + " given, "
            + RowFlags.STARTING
            + ", "
            + RowFlags.TOUCHING
            + ", n, example, "
            + String.join(", ", kind.words())
            + " FROM survey WHERE "
            + condition,
        row -> {
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
                  row.getBoolean(10),
                  row.getBoolean(11),
                  row.getLong(12),
                  String.valueOf(row.getString(13))));
        });
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
    List<String> key = new ArrayList<>(TextDictionary.PLACE);
    key.addAll(TextDictionary.DIMENSIONS);
    key.addAll(kind.words());
    key.add("objection");
    key.add("given");
    return Collections.unmodifiableList(key);
  }
}
