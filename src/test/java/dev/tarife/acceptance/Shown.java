package dev.tarife.acceptance;

import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import java.util.Collection;
import java.util.List;

/** What a reader of an invoice sees of a line, as it is written: equal to the last digit. */
record Shown(String charge, String kind, String quantity, String unitPrice, String amount) {
  static Shown usage(String charge, String quantity, String unitPrice, String amount) {
    return new Shown(charge, "usage", quantity, unitPrice, amount);
  }

  static Shown free(String charge, String quantity) {
    return new Shown(charge, "free-tier", quantity, "0", "0");
  }

  static Shown trial(String charge, String quantity) {
    return new Shown(charge, "trial", quantity, "0", "0");
  }

  static Shown of(LineItem line) {
    return new Shown(
        line.charge(),
        line.kind().code(),
        line.quantity().toString(),
        line.unitPrice().toString(),
        line.amount().toString());
  }

  static List<Shown> of(Collection<LineItem> lines) {
    return lines.stream().map(Shown::of).toList();
  }

  static List<Shown> of(Invoice invoice) {
    return of(invoice.lines());
  }
}
