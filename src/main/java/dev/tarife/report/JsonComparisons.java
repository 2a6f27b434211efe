package dev.tarife.report;

import dev.tarife.compare.Amounts;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LargestDifferences;
import dev.tarife.compare.LineDifference;
import dev.tarife.model.LineItem;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison as JSON. Decimals are strings, and every object has every key. */
public final class JsonComparisons {
  private JsonComparisons() {}

  /** Writes all of it; the target stays open. */
  public static void write(Comparison comparison, Writer out) throws IOException {
    ReportJson.write(out, document(comparison));
  }

  private static Map<String, @Nullable Object> document(Comparison comparison) {
    return ReportJson.object(
        "period",
        comparison.period().toString(),
        "currency",
        comparison.currency(),
        "before",
        side(comparison.before(), comparison),
        "after",
        side(comparison.after(), comparison),
        "total_exact",
        amounts(comparison.totals()),
        "accounts",
        with(
            ReportJson.object(
                "rising",
                comparison.rising(),
                "falling",
                comparison.falling(),
                "unchanged",
                comparison.unchanged()),
            comparison.accounts(),
            account ->
                with(ReportJson.object("account", account.account()), amounts(account.amounts()))),
        "charges",
        comparison.charges().stream()
            .map(
                charge ->
                    with(
                        ReportJson.object(
                            "charge",
                            charge.charge(),
                            "description",
                            charge.name(),
                            "lines",
                            charge.lines()),
                        amounts(charge.amounts())))
            .toList(),
        "lines",
        with(ReportJson.object(), comparison.lines(), JsonComparisons::line),
        "rejected",
        comparison.rejections().stream()
            .map(
                rejection ->
                    ReportJson.object(
                        "reason",
                        rejection.reason(),
                        "records_before",
                        rejection.before(),
                        "records_after",
                        rejection.after(),
                        "new",
                        rejection.isNew(),
                        "example",
                        rejection.example()))
            .toList(),
        "tables",
        JsonDiffs.document(comparison.tables()));
  }

  private static Map<String, @Nullable Object> side(Comparison.Side side, Comparison of) {
    return ReportJson.object(
        "name",
        side.name(),
        "bundle",
        ReportJson.object("version", side.bundle().version(), "sha256", side.bundle().sha256()),
        "total",
        side.total().toString(of.minorUnits()),
        "rejected",
        side.rejected());
  }

  private static Map<String, @Nullable Object> amounts(Amounts amounts) {
    return ReportJson.object(
        "before",
        amounts.before().toString(),
        "after",
        amounts.after().toString(),
        "difference",
        amounts.difference().toString());
  }

  private static <T> Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> object,
      LargestDifferences<T> largest,
      Function<T, Map<String, @Nullable Object>> item) {
    List<Map<String, @Nullable Object>> items = largest.shown().stream().map(item).toList();
    return with(
        object,
        ReportJson.object(
            "largest",
            items,
            "others",
            largest.others(),
            "others_difference",
            largest.othersDifference().toString()));
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> object, Map<String, @Nullable Object> more) {
    object.putAll(more);
    return object;
  }

  private static Map<String, @Nullable Object> line(LineDifference difference) {
    LineItem line = difference.line();
    return with(
        ReportJson.object(
            "account",
            difference.account(),
            "charge",
            line.charge(),
            "description",
            line.description(),
            "kind",
            line.kind().code(),
            "instance",
            line.instance(),
            "region",
            line.region(),
            "dimensions",
            line.dimensions(),
            "tier",
            line.tier(),
            "unit",
            line.unit(),
            "quantity_before",
            text(difference.before(), LineItem::quantity),
            "quantity_after",
            text(difference.after(), LineItem::quantity),
            "unit_price_before",
            text(difference.before(), LineItem::unitPrice),
            "unit_price_after",
            text(difference.after(), LineItem::unitPrice)),
        with(
            amounts(difference.amounts()),
            ReportJson.object(
                "cause",
                difference.cause().reach().code(),
                "rows",
                difference.cause().rows().stream().map(ChangeTexts::json).toList())));
  }

  private static @Nullable String text(@Nullable LineItem line, Function<LineItem, Object> value) {
    return line == null ? null : value.apply(line).toString();
  }
}
