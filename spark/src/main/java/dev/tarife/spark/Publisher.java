package dev.tarife.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import java.time.YearMonth;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the tables of a month. Each replaces what an earlier run wrote of the month, and is whole
 * once it has the file {@code _SUCCESS}; the invoices come last.
 */
final class Publisher {
  /** More decimals than any quantity, price or amount has: one that had more is an error. */
  private static final String DECIMAL = "decimal(38,12)";

  private static final StructType SOURCE =
      new StructType()
          .add("workbook", DataTypes.StringType)
          .add("sheet", DataTypes.StringType)
          .add("row", DataTypes.IntegerType)
          .add("rule", DataTypes.StringType);

  private static final StructType LINE =
      new StructType()
          .add("charge", DataTypes.StringType)
          .add("description", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("instance", DataTypes.StringType)
          .add("region", DataTypes.StringType)
          .add(
              "dimensions",
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false))
          .add("tier", DataTypes.IntegerType)
          .add("quantity", DataTypes.StringType)
          .add("unit", DataTypes.StringType)
          .add("unit_price", DataTypes.StringType)
          .add("amount", DataTypes.StringType)
          .add("stands_on", DataTypes.createArrayType(DataTypes.IntegerType, false))
          .add("sources", DataTypes.createArrayType(SOURCE, false));

  private static final StructType REJECTED =
      new StructType()
          .add("reason", DataTypes.StringType)
          .add("records", DataTypes.LongType)
          .add("example", DataTypes.StringType)
          .add("place", DataTypes.StringType);

  private static final StructType INVOICE =
      new StructType()
          .add("account", DataTypes.StringType)
          .add("currency", DataTypes.StringType)
          .add(
              "bundle",
              new StructType()
                  .add("version", DataTypes.StringType)
                  .add("sha256", DataTypes.StringType))
          .add("lines", DataTypes.createArrayType(LINE, false))
          .add("rejected", DataTypes.createArrayType(REJECTED, false))
          .add("notes", DataTypes.createArrayType(DataTypes.StringType, false))
          .add("total_exact", DataTypes.StringType)
          .add("total", DataTypes.StringType)
          .add("before_tax", DataTypes.BooleanType);

  private final String output;
  private final YearMonth month;

  Publisher(String output, YearMonth month) {
    this.output = output;
    this.month = month;
  }

  /**
   * Writes the tables.
   *
   * @param results rows of {@link ResultRows}
   */
  void publish(Dataset<Row> results) {
    Dataset<Row> invoices =
        results
            .filter(col("kind").equalTo(ResultRows.INVOICE))
            .select(from_json(col("text"), INVOICE).as("i"), col("text").as("json"));
    Dataset<Row> lines =
        invoices.select(
            col("i.account").as("account"),
            col("i.currency").as("currency"),
            posexplode(col("i.lines")).as(new String[] {"n", "l"}));
    write(
        "line_items",
        lines
            .select(
                col("account"),
                col("n").plus(lit(1)).as("line"),
                col("l.charge"),
                col("l.description"),
                col("l.kind"),
                col("l.instance"),
                col("l.region"),
                col("l.dimensions"),
                col("l.tier"),
                exact("l.quantity").as("quantity"),
                col("l.unit"),
                exact("l.unit_price").as("unit_price"),
                exact("l.amount").as("amount"),
                col("currency"),
                col("l.stands_on"),
                col("l.sources"))
            .sortWithinPartitions("account", "line"));
    Dataset<Row> strays =
        results
            .filter(col("kind").equalTo(ResultRows.STRAY))
            .groupBy(col("key"))
            .agg(expr("sum(number)").as("records"), expr("min(struct(text, more))").as("first"))
            .select(
                lit(null).cast(DataTypes.StringType).as("account"),
                col("key").as("reason"),
                col("records"),
                col("first.text").as("example"),
                col("first.more").as("place"));
    write(
        "rejected",
        invoices
            .select(col("i.account").as("account"), expr("inline(i.rejected)"))
            .select("account", "reason", "records", "example", "place")
            .unionByName(strays)
            .sortWithinPartitions("account", "reason", "example"));
    write(
        "invoices",
        invoices
            .select(
                col("i.account").as("account"),
                col("i.currency").as("currency"),
                col("i.bundle.version").as("bundle_version"),
                col("i.bundle.sha256").as("bundle_sha256"),
                exact("i.total_exact").as("total_exact"),
                exact("i.total").as("total"),
                col("i.before_tax").as("before_tax"),
                expr("size(i.lines)").as("lines"),
                coalesce(
                        expr("aggregate(i.rejected, 0L, (sum, one) -> sum + one.records)"), lit(0L))
                    .as("rejected_records"),
                col("i.notes").as("notes"),
                col("json"))
            .sortWithinPartitions("account"));
  }

  /** A decimal, if it has no digit more than the column holds; else the job fails. */
  private static Column exact(String column) {
    String cut =
        "regexp_replace(regexp_replace(" + column + ", '(\\\\.[0-9]*?)0+$', '$1'), '\\\\.$', '')";
    return expr(
        "CASE WHEN char_length(substring_index("
            + cut
            + ", '.', -1)) <= 12 OR instr("
            + column
            + ", '.') = 0 THEN CAST("
            + column
            + " AS "
            + DECIMAL
            + ") ELSE CAST(raise_error(concat('more than 12 decimals: ', "
            + column
            + ")) AS "
            + DECIMAL
            + ") END");
  }

  private void write(String table, Dataset<Row> rows) {
    rows.write().mode(SaveMode.Overwrite).parquet(output + "/" + table + "/period=" + month);
  }
}
