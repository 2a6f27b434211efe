package dev.tarife.report;

import dev.tarife.compare.AccountDifference;
import dev.tarife.compare.Amounts;
import dev.tarife.compare.ChargeDifference;
import dev.tarife.compare.Comparison;
import dev.tarife.compare.LargestDifferences;
import dev.tarife.compare.LineDifference;
import dev.tarife.compare.RejectionDifference;
import dev.tarife.model.LineItem;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison as JSON. Decimals are strings, and every object has every key. */
public final class JsonComparisons {
  private JsonComparisons() {}

  /** Writes all of it; the target stays open. */
  public static void write(Comparison comparison, Writer out) throws IOException {
    ReportJson.write(out, document(comparison));
  }

  private static JsonObject document(Comparison comparison) {
    JsonObject accounts =
        new JsonObject()
            .with("rising", comparison.rising())
            .with("falling", comparison.falling())
            .with("unchanged", comparison.unchanged())
            .withAll(largest(comparison.accounts(), JsonComparisons::account));
    return new JsonObject()
        .with("period", comparison.period().toString())
        .with("currency", comparison.currency())
        .with("before", side(comparison.before(), comparison))
        .with("after", side(comparison.after(), comparison))
        .with("total_exact", amounts(comparison.totals()))
        .with("accounts", accounts)
        .with("charges", comparison.charges().stream().map(JsonComparisons::charge).toList())
        .with("lines", largest(comparison.lines(), JsonComparisons::line))
        .with("rejected", comparison.rejections().stream().map(JsonComparisons::rejected).toList())
        .with("tables", JsonDiffs.document(comparison.tables()));
  }

  private static JsonObject side(Comparison.Side side, Comparison of) {
    return new JsonObject()
        .with("name", side.name())
        .with("bundle", JsonInvoices.bundle(side.bundle()))
        .with("total", side.total().toString(of.minorUnits()))
        .with("rejected", side.rejected());
  }

  private static JsonObject amounts(Amounts amounts) {
    return new JsonObject()
        .with("before", amounts.before().toString())
        .with("after", amounts.after().toString())
        .with("difference", amounts.difference().toString());
  }

  private static JsonObject account(AccountDifference account) {
    return new JsonObject().with("account", account.account()).withAll(amounts(account.amounts()));
  }

  private static JsonObject charge(ChargeDifference charge) {
    return new JsonObject()
        .with("charge", charge.charge())
        .with("description", charge.name())
        .with("lines", charge.lines())
        .withAll(amounts(charge.amounts()));
  }

  private static JsonObject rejected(RejectionDifference rejection) {
    return new JsonObject()
        .with("reason", rejection.reason())
        .with("records_before", rejection.before())
        .with("records_after", rejection.after())
        .with("new", rejection.isNew())
        .with("example", rejection.example());
  }

  private static <T> JsonObject largest(
      LargestDifferences<T> largest, Function<T, JsonObject> item) {
    return new JsonObject()
        .with("largest", largest.shown().stream().map(item).toList())
        .with("others", largest.others())
        .with("others_difference", largest.othersDifference().toString());
  }

  private static JsonObject line(LineDifference difference) {
    LineItem line = difference.line();
    return new JsonObject()
        .with("account", difference.account())
        .with("charge", line.charge())
        .with("description", line.description())
        .with("kind", line.kind().code())
        .with("instance", line.instance())
        .with("region", line.region())
        .with("dimensions", line.dimensions())
        .with("tier", line.tier())
        .with("unit", line.unit())
        .with("quantity_before", text(difference.before(), LineItem::quantity))
        .with("quantity_after", text(difference.after(), LineItem::quantity))
        .with("unit_price_before", text(difference.before(), LineItem::unitPrice))
        .with("unit_price_after", text(difference.after(), LineItem::unitPrice))
        .withAll(amounts(difference.amounts()))
        .with("cause", difference.cause().reach().code())
        .with("rows", difference.cause().rows().stream().map(ChangeTexts::json).toList());
  }

  private static @Nullable String text(@Nullable LineItem line, Function<LineItem, Object> value) {
    return line == null ? null : value.apply(line).toString();
  }
}
