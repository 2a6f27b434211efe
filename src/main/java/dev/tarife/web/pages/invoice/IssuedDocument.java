package dev.tarife.web.pages.invoice;

import dev.tarife.model.BundleId;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import dev.tarife.web.billing.CarriedBalances;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredLine;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An issued invoice from what is kept of it: never rated again. */
final class IssuedDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private IssuedDocument() {}

  static Invoice of(StoredInvoice stored, List<StoredLine> lines) {
    JsonNode document = JSON.readTree(stored.document());
    List<Rejection> rejected = new ArrayList<>();
    for (JsonNode each : document.path("rejected")) {
      rejected.add(
          new Rejection(
              each.path("reason").stringValue(""),
              each.path("records").longValue(0),
              each.path("example").stringValue("")));
    }
    List<String> notes = new ArrayList<>();
    document.path("notes").forEach(note -> notes.add(note.stringValue("")));
    JsonNode bundle = document.path("bundle");
    return new Invoice(
        stored.account(),
        new Period(YearMonth.parse(stored.period())),
        stored.currency(),
        new BundleId(bundle.path("version").stringValue(""), bundle.path("sha256").stringValue("")),
        lines.stream().map(StoredLine::item).toList(),
        rejected,
        notes,
        stored.totalExact(),
        stored.total(),
        CarriedBalances.of(stored.document()));
  }
}
