package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Collator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Finding a price among thousands, and what is told of it. */
@Tag("slow")
class PricesPageTest {
  private static Service service;

  @BeforeAll
  static void ready() {
    service = Running.ready();
    People.add(service);
  }

  private static List<String> texts(Chromium chromium, String css) {
    return chromium.text(css).lines().map(String::strip).toList();
  }

  @Test
  void pricesAreSearchedAndSorted() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/prices").type("search", "GERMANY oregon toll-free inbound");
      chromium.one("#found tbody tr").see("#found tbody", "Germany").see("#found", ": 1");
      chromium.at("search=GERMANY");

      chromium.visit("/prices?search=inbound+did+oregon").click("#sort-price");
      chromium.at("sort=price").see("th[aria-sort=ascending]", "Unit price");
      List<Double> up = prices(chromium);
      assertThat(up).hasSizeGreaterThan(20).isSorted();
      chromium.click("#sort-price").at("sort=-price").see("th[aria-sort=descending]", "Unit price");
      assertThat(prices(chromium).get(0)).isGreaterThan(up.get(0));
      chromium.inspect("prices-sorted");

      chromium.visit("/prices?search=nothing+like+this").see("#found", "No price matches");
      chromium.run("history.back()");
      chromium.at("sort=-price").see("#search");
    }
  }

  private static List<Double> prices(Chromium chromium) {
    return texts(chromium, "#found tbody td.number b").stream().map(Double::valueOf).toList();
  }

  @Test
  void namesAreThoseOfTheReadersLanguageAndSortedAsItSorts() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/prices?lang=tr&search=cekya+kuzey+virginia");
      chromium.see("#found tbody", "Çekya").see("#found tbody", "ABD Doğu (Kuzey Virginia)");
      chromium.see("#found tbody", "Doğrudan arama numarası").see("#found tbody", "numara-gün");
      List<String> countries =
          chromium.all("#country option").stream().skip(1).map(each -> each.getText()).toList();
      assertThat(countries)
          .contains("Almanya · DE", "Çin · CN", "Türkiye · TR")
          .isSortedAccordingTo(Collator.getInstance(Locale.forLanguageTag("tr"))::compare);
      chromium.visit("/prices?lang=tr&sort=country&search=isvicre").see("#found tbody", "İsviçre");
      chromium.inspect("prices-tr");
    }
  }

  @Test
  void aPriceHasAPageWithItsCellAndWhoChangedIt() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/prices?search=telephony-inbound+us-west-2+united+states+dialling");
      chromium.one("#found tbody tr").click("#found tbody th a").see("h1", "Inbound telephony");
      chromium.see("#price", "0.0022").see("main", "US West (Oregon)").see("main", "United States");
      assertThat(chromium.text("#cells")).matches("telephony\\.xlsx, Inbound, [A-Z]+344");
      assertThat(chromium.text("#changed")).contains("Version ", "deployed by tarife");
      assertThat(chromium.text("#changed time")).contains(" UTC");
      chromium.inspect("price");
      chromium.visit("/prices/history?item=no").see("h1", "Page not found");
    }
  }

  /** The browser's own time zone is beside UTC; without a script UTC stands alone. */
  @Test
  void timesAreAlsoTheReadersOwn() {
    try (Chromium chromium = Chromium.open(service).zone("Europe/Istanbul").as(People.VERA)) {
      chromium.visit("/prices/history?item=voice-service%7C%7C%7C%7C&lang=tr");
      String told = chromium.text("#changed time");
      assertThat(told).containsPattern("\\d\\d:\\d\\d UTC \\(\\d\\d:\\d\\d GMT\\+3\\)");
      chromium.zone("UTC").visit("/prices/history?item=voice-service%7C%7C%7C%7C");
      assertThat(chromium.text("#changed time")).endsWith(" UTC");
    }
  }
}
