package dev.tarife.metering;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Brings usage files into one form, as SQL: texts are parsed once into a Parquet file in the spill
 * folder, Parquet files are read where they lie. A row that breaks the contract is only marked
 * {@code bad} here; {@link UsageReader} then says what is wrong with it.
 */
final class Staging {
  /** Columns of every staged row; attributes and tags follow as a0, a1, ... */
  static final List<String> NORMAL =
      List.of(
          "acct",
          "record_id",
          "instance",
          "usage_type",
          "start_ns",
          "end_ns",
          "q",
          "conn",
          "cnt",
          "contact_id",
          "resource_id",
          "country",
          "number_country",
          "number_type",
          "updated_ns",
          "bad");

  private static final Set<String> WHOLE =
      Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
  private static final String JSON = "JSON";
  private static final long LONGEST_LINE = 16L << 20;

  private final Connection connection;
  private final Path folder;
  private final List<String> attributes;
  private final boolean accountNeeded;
  private final List<String> selects = new ArrayList<>();
  private final List<UsageFile> files;
  private int staged;

  /**
   * Prepares to stage.
   *
   * @param folder for what is parsed
   * @param attributes further columns that are wanted
   */
  Staging(
      Connection connection,
      Path folder,
      List<UsageFile> files,
      List<String> attributes,
      boolean accountNeeded) {
    this.connection = connection;
    this.folder = folder;
    this.files = files;
    this.attributes = attributes;
    this.accountNeeded = accountNeeded;
  }

  /** SQL that selects every row of every file. */
  String select() throws SQLException, IOException {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      Faults faults = new Faults(file.name());
      switch (file.format()) {
        case CSV -> csv(file, faults);
        case JSONL -> jsonl(file, faults);
        case PARQUET -> parquet(file, faults);
      }
      findings.addAll(faults.findings());
    }
    findings.throwIfErrors();
    if (selects.isEmpty()) {
      selects.add(normal(Map.of(), "(SELECT 1)") + " WHERE false");
    }
    return String.join(" UNION ALL ", selects);
  }

  /** Reads every file again, to say what is wrong with it. */
  FaultException faults() {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      Faults faults = new Faults(file.name());
      UsageReader.check(file, faults, accountNeeded);
      findings.addAll(faults.findings());
    }
    if (findings.isEmpty()) {
      for (UsageFile file : files) {
        findings.error(
            dev.tarife.model.Place.ofFile(file.name()),
            "has a row that cannot be read",
            "write the file again");
      }
    }
    return new FaultException(findings);
  }

  private void csv(UsageFile file, Faults faults) throws SQLException, IOException {
    List<String> header = UsageReader.header(file, faults);
    if (header == null) {
      return;
    }
    Map<String, Source> columns = new LinkedHashMap<>();
    StringBuilder types = new StringBuilder();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i), new Source("c" + i, "VARCHAR"));
      types.append(i == 0 ? "" : ", ").append("c").append(i).append(": 'VARCHAR'");
    }
    String source =
        "read_csv("
            + Duck.text(safe(file))
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
            + " strict_mode = true, null_padding = false, max_line_size = "
            + LONGEST_LINE
            + ", hive_partitioning = false, compression = "
            + (file.zipped() ? "'gzip'" : "'none'")
            + ", columns = {"
            + types
            + "})";
    stage(file, faults, normal(columns, source));
  }

  private void jsonl(UsageFile file, Faults faults) throws SQLException, IOException {
    if (file.isEmpty()) {
      return;
    }
    Map<String, Source> columns = new LinkedHashMap<>();
    StringBuilder types = new StringBuilder();
    List<String> wanted = new ArrayList<>(Columns.CONTRACT);
    wanted.addAll(attributes);
    for (String column : wanted) {
      columns.put(column, new Source(Duck.name(column), JSON));
      types.append(types.isEmpty() ? "" : ", ").append(Duck.name(column)).append(": 'VARCHAR'");
    }
    String source =
        "read_json("
            + Duck.text(safe(file))
            + ", format = 'newline_delimited', records = true, maximum_object_size = "
            + LONGEST_LINE
            + ", hive_partitioning = false, compression = "
            + (file.zipped() ? "'gzip'" : "'none'")
            + ", columns = {"
            + types
            + "})";
    stage(file, faults, normal(columns, source));
  }

  private void parquet(UsageFile file, Faults faults) throws SQLException, IOException {
    String source = Duck.parquet(List.of(Path.of(safe(file))));
    List<String> header = new ArrayList<>();
    Map<String, Source> columns = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
      while (found.next()) {
        header.add(found.getString(1));
        columns.put(
            found.getString(1), new Source(Duck.name(found.getString(1)), found.getString(2)));
      }
    } catch (SQLException e) {
      UsageReader.check(file, faults, accountNeeded);
      if (faults.isEmpty()) {
        throw e;
      }
      return;
    }
    if (UsageReader.checkHeader(header, faults)) {
      selects.add(normal(columns, source));
    }
  }

  private void stage(UsageFile file, Faults faults, String select)
      throws SQLException, IOException {
    Path target = folder.resolve("staged-" + staged++ + ".parquet");
    String copy =
        "COPY (%s) TO " + Duck.text(target.toAbsolutePath().toString()) + " (FORMAT parquet)";
    boolean bad;
    try (Statement statement = connection.createStatement()) {
      statement.execute(copy.replace("%s", select));
      try (ResultSet found =
          statement.executeQuery(
              "SELECT count(*) FILTER (bad) FROM " + Duck.parquet(List.of(target)))) {
        found.next();
        bad = found.getLong(1) > 0;
      }
    } catch (SQLException e) {
      bad = true;
    }
    if (bad) {
      UsageReader.check(file, faults, accountNeeded);
      if (!faults.isEmpty()) {
        return;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(copy.replace("%s", rewritten(file)));
      }
    }
    selects.add("SELECT * FROM " + Duck.parquet(List.of(target)));
  }

  /** A file that the database reads otherwise than the contract, written anew in plain CSV. */
  private String rewritten(UsageFile file) throws IOException {
    Path target = folder.resolve("rewritten-" + staged + ".csv");
    List<String> wanted = new ArrayList<>(Columns.CONTRACT);
    wanted.addAll(attributes);
    Map<String, Source> columns = new LinkedHashMap<>();
    StringBuilder types = new StringBuilder();
    for (int i = 0; i < wanted.size(); i++) {
      columns.put(wanted.get(i), new Source("c" + i, "VARCHAR"));
      types.append(i == 0 ? "" : ", ").append("c").append(i).append(": 'VARCHAR'");
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(target), format)) {
      UsageReader.rows(
          file,
          new Faults(file.name()),
          (line, texts) -> {
            try {
              printer.printRecord(wanted.stream().map(texts::get).toArray());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return normal(
        columns,
        "read_csv("
            + Duck.text(target.toAbsolutePath().toString())
            + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
            + " new_line = '\\n', compression = 'none', max_line_size = "
            + LONGEST_LINE
            + ", columns = {"
            + types
            + "})");
  }

  /** A path that the database takes for one file, whatever its name is. */
  private String safe(UsageFile file) throws IOException {
    String path = file.path().toAbsolutePath().toString();
    if (path.matches("[^*?\\[\\]{}\\\\]*")) {
      return path;
    }
    Path link = folder.resolve("input-" + staged++ + "." + file.format());
    try {
      Files.createSymbolicLink(link, file.path().toAbsolutePath());
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file.path(), link);
    }
    return link.toAbsolutePath().toString();
  }

  /** Where a column comes from: an SQL name and a type. */
  private record Source(String name, String type) {
    boolean isText() {
      return type.equals("VARCHAR") || type.equals(JSON);
    }
  }

  private String normal(Map<String, Source> columns, String source) {
    List<String> wrong = new ArrayList<>();
    StringBuilder select = new StringBuilder("SELECT ");
    select.append(text(columns.get(Columns.ACCOUNT))).append(" AS acct, ");
    for (String column :
        List.of(
            Columns.RECORD_ID,
            Columns.INSTANCE,
            Columns.USAGE_TYPE,
            Columns.CONTACT_ID,
            Columns.RESOURCE_ID,
            Columns.COUNTRY,
            Columns.NUMBER_COUNTRY,
            Columns.NUMBER_TYPE)) {
      select.append(text(columns.get(column))).append(" AS ").append(column).append(", ");
    }
    select.append(time(columns.get(Columns.START_TIME), wrong)).append(" AS start_ns, ");
    select.append(time(columns.get(Columns.END_TIME), wrong)).append(" AS end_ns, ");
    select.append(time(columns.get(Columns.UPDATED_AT), wrong)).append(" AS updated_ns, ");
    select.append(decimal(columns.get(Columns.QUANTITY), wrong)).append(" AS q, ");
    select.append(decimal(columns.get(Columns.CONNECTED_SECONDS), wrong)).append(" AS conn, ");
    select.append(count(columns.get(Columns.COUNT), wrong)).append(" AS cnt");
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      Source attribute = columns.get(attributes.get(i));
      String text = text(attribute);
      select.append(", ").append(text).append(" AS a").append(i);
      more.append(", a").append(i);
      if (attribute != null && attribute.type().equals(JSON)) {
        wrong.add(isInexact(text));
      }
    }
    select.append(", ").append(any(wrong)).append(" AS unreadable");
    String rows = select + " FROM " + source;
    return "SELECT "
        + String.join(", ", NORMAL.subList(0, NORMAL.size() - 1))
        + ", ("
        + any(broken())
        + ") AS bad"
        + more
        + " FROM ("
        + rows
        + ")";
  }

  /** What of the contract a normalised row can break. */
  private List<String> broken() {
    List<String> broken = new ArrayList<>();
    broken.add("unreadable");
    broken.add("record_id IS NULL OR instance IS NULL OR usage_type IS NULL");
    broken.add("start_ns IS NULL OR end_ns < start_ns");
    broken.add("cnt IS NULL OR cnt < 1 OR cnt > " + RecordParser.MOST_COUNT);
    broken.add("cnt > 1 AND contact_id IS NOT NULL");
    for (String time : List.of("start_ns", "end_ns", "updated_ns")) {
      broken.add(time + " < " + RecordMeter.nanos(RecordParser.EARLIEST));
      broken.add(time + " >= " + RecordMeter.nanos(RecordParser.LATEST));
    }
    for (String number : List.of("q", "conn")) {
      broken.add(number + " < 0 OR " + number + " > " + RecordParser.MOST.toPlainString());
    }
    if (accountNeeded) {
      broken.add("acct IS NULL");
    }
    return broken;
  }

  private static String any(List<String> conditions) {
    StringBuilder any = new StringBuilder("false");
    conditions.forEach(
        condition -> any.append(" OR coalesce(").append(condition).append(", false)"));
    return any.toString();
  }

  private static String text(@Nullable Source source) {
    if (source == null) {
      return "CAST(NULL AS VARCHAR)";
    }
    return source.isText()
        ? "nullif(" + source.name() + ", '')"
        : "nullif(CAST(" + source.name() + " AS VARCHAR), '')";
  }

  private static String time(@Nullable Source source, List<String> wrong) {
    if (source == null) {
      return "CAST(NULL AS BIGINT)";
    }
    if (source.type().startsWith("TIMESTAMP")) {
      return "epoch_ns(" + source.name() + ")";
    }
    String text = text(source);
    String nanos =
        "(CASE WHEN length("
            + text
            + ") > 26 THEN epoch_ns(TRY_CAST(regexp_replace("
            + text
            + ", '(\\.\\d{6})\\d+', '\\1') AS TIMESTAMPTZ)) + coalesce(TRY_CAST(rpad(regexp_extract("
            + text
            + ", '\\.\\d{6}(\\d{1,3})', 1), 3, '0') AS BIGINT), 0) ELSE epoch_ns(TRY_CAST("
            + text
            + " AS TIMESTAMPTZ)) END)";
    wrong.add(
        text
            + " IS NOT NULL AND ("
            + nanos
            + " IS NULL OR NOT regexp_full_match("
            + text
            + ", "
            + Duck.text(RecordParser.TIME)
            + "))");
    return nanos;
  }

  private static String decimal(@Nullable Source source, List<String> wrong) {
    if (source == null) {
      return "CAST(NULL AS BIGINT)";
    }
    if (WHOLE.contains(source.type())) {
      return "CAST(" + source.name() + " AS BIGINT)";
    }
    String text = text(source);
    if (source.type().startsWith("DECIMAL")) {
      text = "rtrim(rtrim(" + text + ", '0'), '.')";
      if (source.type().endsWith(",0)")) {
        text = text(source);
      }
    }
    String number = "TRY_CAST(" + text + " AS DECIMAL(24, 9))";
    wrong.add(
        text
            + " IS NOT NULL AND ("
            + number
            + " IS NULL OR NOT regexp_full_match("
            + text
            + ", "
            + Duck.text(RecordParser.DECIMAL)
            + "))");
    if (source.type().equals(JSON)) {
      wrong.add(isInexact(text));
    }
    return number;
  }

  /** Whether a number may have lost digits on its way through a JSON reader. */
  private static String isInexact(String text) {
    return "regexp_full_match("
        + text
        + ", '-?[0-9]*\\.[0-9]*(e.*)?') AND length("
        + text
        + ") > 16";
  }

  private static String count(@Nullable Source source, List<String> wrong) {
    if (source == null) {
      return "CAST(1 AS BIGINT)";
    }
    if (WHOLE.contains(source.type())) {
      return "coalesce(CAST(" + source.name() + " AS BIGINT), 1)";
    }
    String text = text(source);
    String number = "CAST(TRY_CAST(" + text + " AS DECIMAL(24, 9)) AS BIGINT)";
    wrong.add(
        text
            + " IS NOT NULL AND ("
            + number
            + " IS NULL OR NOT regexp_full_match("
            + text
            + ", "
            + Duck.text(RecordParser.COUNT)
            + "))");
    return "coalesce(" + number + ", 1)";
  }
}
