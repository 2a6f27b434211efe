package dev.tarife.spark;

import dev.tarife.billing.Contents;
import dev.tarife.model.Rejection;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What buckets give back: invoices, and what there is to say beside them. */
final class ResultRows {
  static final String INVOICE = "invoice";
  static final String STRAY = "stray";
  static final String FAULT = "fault";
  static final String CONTENTS = "contents";

  static final StructType SCHEMA =
      new StructType()
          .add("kind", DataTypes.StringType, false)
          .add("key", DataTypes.StringType, true)
          .add("text", DataTypes.StringType, true)
          .add("more", DataTypes.StringType, true)
          .add("number", DataTypes.LongType, false);

  private ResultRows() {}

  static Row invoice(String account, String json, long rejected) {
    return RowFactory.create(INVOICE, account, json, null, rejected);
  }

  static Row stray(Rejection rejection) {
    return RowFactory.create(
        STRAY, rejection.reason(), rejection.example(), rejection.place(), rejection.records());
  }

  static Rejection stray(Row row) {
    return new Rejection(row.getString(1), row.getLong(4), row.getString(2), row.getString(3));
  }

  static Row fault(String place, String what, String fix) {
    return RowFactory.create(FAULT, place, what, fix, 0L);
  }

  static Row contents(Contents contents) {
    List<String> months = contents.months().stream().map(YearMonth::toString).toList();
    return RowFactory.create(
        CONTENTS,
        String.join("\n", months),
        String.join("\n", contents.untagged()),
        String.join("\n", contents.tags()),
        contents.any() ? 1L : 0L);
  }

  static Contents contents(Row row) {
    TreeSet<YearMonth> months = new TreeSet<>();
    texts(row.getString(1)).forEach(month -> months.add(YearMonth.parse(month)));
    return new Contents(
        row.getLong(4) == 1, months, texts(row.getString(2)), texts(row.getString(3)));
  }

  private static TreeSet<String> texts(String joined) {
    return joined.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(joined.split("\n")));
  }
}
