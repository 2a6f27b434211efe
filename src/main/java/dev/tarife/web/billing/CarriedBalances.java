package dev.tarife.web.billing;

import dev.tarife.model.Carried;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import dev.tarife.web.store.invoice.StoredInvoice;
import dev.tarife.web.store.invoice.StoredInvoices;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What accounts carry from one month to the next, as the invoices that were issued say (decision
 *
 */
@Component
public final class CarriedBalances {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StoredInvoices invoices;

  CarriedBalances(StoredInvoices invoices) {
    this.invoices = invoices;
  }

  /**
   * What a month begins with: what the last document of the month before carries, be it an invoice
   * or a correction.
   *
   * @return empty if nothing was issued for that month; what the account's description says holds
   *     then
   */
  Optional<Carried> into(String account, Period period) {
    List<StoredInvoice> before =
        invoices.of(account, new Period(period.month().minusMonths(1)).toString());
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(of(before.get(before.size() - 1).document()));
  }

  /** What an issued document carries. */
  public static Carried of(String document) {
    JsonNode carries = JSON.readTree(document).path("carries");
    SortedMap<String, Money> credits = new TreeMap<>();
    carries
        .path("credits")
        .properties()
        .forEach(left -> credits.put(left.getKey(), Money.of(left.getValue().stringValue("0"))));
    return new Carried(
        credits, quantities(carries.path("allowances")), quantities(carries.path("counters")));
  }

  private static SortedMap<String, Quantity> quantities(JsonNode carries) {
    SortedMap<String, Quantity> quantities = new TreeMap<>();
    carries
        .properties()
        .forEach(
            each -> quantities.put(each.getKey(), Quantity.of(each.getValue().stringValue("0"))));
    return quantities;
  }

  /** An account's description that brings this, whatever it said before. */
  static String described(String description, Carried carried) {
    ObjectNode account = (ObjectNode) JSON.readTree(description);
    ObjectNode into = account.putObject("carried");
    ObjectNode credits = into.putObject("credits");
    carried.credits().forEach((code, left) -> credits.put(code, left.toString()));
    ObjectNode allowances = into.putObject("allowances");
    carried.allowances().forEach((code, left) -> allowances.put(code, left.toString()));
    ObjectNode counters = into.putObject("counters");
    carried.counters().forEach((name, counted) -> counters.put(name, counted.toString()));
    return JSON.writeValueAsString(account);
  }
}
