package dev.tarife.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables that a job wrote. */
record Published(Path output) {
  Dataset<Row> table(String name) {
    return Sessions.local().read().parquet(output.resolve(name).toString());
  }

  /** The invoices as JSON, by account. */
  SortedMap<String, String> invoices() {
    SortedMap<String, String> invoices = new TreeMap<>();
    for (Row row : table("invoices").select("account", "json").collectAsList()) {
      invoices.put(row.getString(0), row.getString(1));
    }
    return invoices;
  }

  /** Rows as text, in order. */
  List<String> rows(String name) {
    return table(name).collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
