package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.billing.Ingest;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.store.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Estimates, invoices and prices as somebody at a browser has them. */
@Tag("slow")
class PagesTest {
  private static final String ACCOUNT = "210987654321";
  private static final String PREVIEW = "/invoice/preview?account=" + ACCOUNT + "&month=2024-05";
  private static final String HOSTILE = "<img src=x onerror=document.title='hacked'>";

  private static Service service;

  @BeforeAll
  static void usageIsThere() {
    service = Running.ready();
    People.add(service);
    Instance support = new Instance("support", "us-west-2", Instance.STANDARD);
    service
        .part(Accounts.class)
        .put(
            Account.of(ACCOUNT, "USD", support).withFirstDeployment(LocalDate.of(2023, 1, 1)),
            People.FATMA);
    try (RequestFolder folder = service.part(TemporaryFiles.class).folder()) {
      var file =
          folder.write(
              "usage.csv",
              ".csv",
              """
              record_id,instance,usage_type,start_time,quantity,country,number_type
              call-1,support,voice-inbound,2024-05-06T09:00:00Z,420,US,did
              call-2,support,voice-inbound,2024-05-16T09:00:00Z,600,US,did
              chat-1,support,chat-message,2024-05-20T09:00:00Z,25,,
              bad-1,support,%s,2024-05-20T09:00:00Z,1,,
              """
                  .formatted(HOSTILE));
      service.part(Ingest.class).take(ACCOUNT, folder, file, "usage.csv", People.FATMA);
    }
  }

  @Test
  void anEstimateFollowsWhatIsAskedAndIsSharedByItsLink() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/estimate?region=us-west-2&country=US&month=2026-06&calls-in=1000");
      // 1,000 calls of 5 minutes: 5,000 × 0.018 + 5,000 × 0.0022.
      chromium.see("#total", "101.00 USD").see(".lines", "Inbound telephony");
      chromium.type("calls-in", "2000").choose("month", "July 2026");
      chromium.see("#total", "202.00 USD");
      chromium.at("calls-in=2000").at("month=2026-07");

      chromium.click("#line-1").see(".story", "10000 × 0.018 = 180");
      chromium.inspect("estimate-story");
      chromium.click("#line-1").missing(".story");

      String link = Objects.requireNonNull(chromium.see("#link").getAttribute("href"));
      try (Chromium other = Chromium.open(service).as(People.FATMA)) {
        other.visit(link.substring(link.indexOf("/estimate"))).see("#total", "202.00 USD");
        other.click("a[hreflang=tr]").see("#total", "202,00 USD");
        other.see("h1", "Tahmin").see(".lines", "Gelen");
      }
    }
  }

  @Test
  void whatIsNoNumberIsSaidAtItsField() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/estimate?calls-in=1.5&tasks=3");
      chromium.see("[role=alert]", "Inbound calls: is not a whole number");
      assertThat(chromium.see("#calls-in").getAttribute("aria-invalid")).isEqualTo("true");
      chromium.inspect("estimate-fault");
    }
  }

  @Test
  void aWrongAnswerIsMarkedAtOnceAndNoTotalStandsBesideIt() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/estimate?region=us-west-2&country=US&month=2026-06&calls-in=1000");
      chromium.see("#total", "101.00 USD").type("calls-in", "-1");
      chromium.see("#wrong", "Inbound calls: is not a number of 0 or more");
      assertThat(chromium.see("#calls-in").getAttribute("aria-invalid")).isEqualTo("true");
      assertThat(chromium.all("#total")).noneMatch(WebElement::isDisplayed);
      chromium.inspect("estimate-wrong");
      chromium.type("calls-in", "2000").see("#total", "202.00 USD");
      assertThat(chromium.all("#wrong, .wrong")).noneMatch(WebElement::isDisplayed);
    }
  }

  @Test
  void anEstimateBeginsWithAPresetAndIsComparedWithOtherRegions() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/estimate?region=us-west-2&country=US&month=2026-06&calls-in=1000");
      chromium.click(".presets a:nth-of-type(3)").at("calls-in=100000").at("region=us-west-2");
      chromium.click(".presets a:nth-of-type(4)").see("#total", "0.00 USD");
      chromium.type("calls-in", "1000").see("#total", "101.00 USD");
      chromium.click("#compared button").see("#compared tr.chosen", "US West (Oregon)");
      assertThat(chromium.text("#compared tr.chosen")).contains("chosen", "101.00");
      assertThat(chromium.all("#compared tbody tr")).hasSizeGreaterThan(5);
      assertThat(chromium.text("#compared thead")).contains("Total", "Difference", "Telephony");
      chromium.inspect("estimate-compared");
    }
  }

  @Test
  void aMonthIsPreviewedExplainedIssuedAndDownloaded() {
    try (Chromium chromium = Chromium.open(service).as(People.FATMA)) {
      chromium.visit("/usage?account=" + ACCOUNT).click("details summary");
      chromium.type("name", "Example GmbH").click("#naming button");
      chromium.see("[role=status]", "Account " + ACCOUNT + " was saved.");
      chromium.visit("/invoice").see("table", "Example GmbH · " + ACCOUNT);
      chromium.inspect("invoice-months");
      chromium.type("account", ACCOUNT).see("#found-title", "1 month").at("account=" + ACCOUNT);
      chromium.choose("state", "issued").see("#found-title", "No month matches");
      chromium.visit(PREVIEW);
      // 17 minutes and 25 messages: 17 × 0.018 + 17 × 0.0022 + 25 × 0.004.
      chromium.see("#total", "0.44 USD").see(".lines", "0.4434");
      chromium.see("figure[data-chart=line] table", "");
      assertThat(chromium.text(".lines tbody .brief")).contains("0.31").doesNotContain("0.306");
      chromium.click("[data-exact]").see(".lines tbody", "0.306");
      chromium.click("[data-exact]").run("document.querySelector('[data-search]').focus()");
      chromium.click("#line-1").see(".story", "Priced by").see(".story", "17 × 0.018 = 0.306");
      chromium.inspect("invoice-preview");
      chromium.search("TELEPHONY united").see("[data-found]", "1 of 3 lines, 0.04 USD in total");
      assertThat(chromium.text("tr.line:not([hidden])"))
          .contains("United States")
          .doesNotContain("Chat");
      chromium.search("");
      assertThat(chromium.text("figure[data-chart=line] figcaption"))
          .isEqualTo("Cumulative cost by day");

      assertThat(download(chromium, PREVIEW.replace("?", "/download?") + "&format=csv"))
          .startsWith("account,period,currency,bundle,charge")
          .contains(ACCOUNT + ",2024-05,USD,");

      if (chromium.all("form[action='/invoice/issue'] button").isEmpty()) {
        throw new AssertionError("Finance may issue.");
      }
      // What would not be charged is listed, and must be allowed first.
      chromium.see("form[action='/invoice/issue'] fieldset", HOSTILE);
      chromium.click("form[action='/invoice/issue'] button");
      chromium.yields(true, "return document.activeElement.name === 'allowRejected'");
      chromium.click("[name=allowRejected]").click("form[action='/invoice/issue'] button");
      chromium.see("h1", ACCOUNT + "-2024-05-1").see("#total", "0.44 USD");
      chromium.click("#line-1").see(".story", "17 × 0.018 = 0.306");
      chromium.inspect("invoice-issued");
      assertThat(chromium.print("invoice-issued"))
          .as("on paper the lines have their names")
          .contains(
              ACCOUNT,
              "Example GmbH",
              "Voice service",
              "Inbound telephony",
              "Chat message",
              "0.44 USD")
          .doesNotContain("Preview", "why?", "Sign out");
      String path = "/invoice/" + ACCOUNT + "-2024-05-1/download?format=";
      assertThat(download(chromium, path + "json")).contains("\"total\": \"0.44\"");
      assertThat(download(chromium, path + "text")).contains("Total, USD", "0.44");

      chromium.instead(People.VERA).visit(PREVIEW).see("#total");
      assertThat(chromium.all("form[action='/invoice/issue']")).as("Vera only looks").isEmpty();
    }
  }

  @Test
  void whatIsUploadedIsShownAndNeverRun() {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit(PREVIEW).see(".notice", HOSTILE);
      chromium.visit("/invoice?account=%3Cscript%3Edocument.title='hacked'%3C/script%3E").see("h1");
      chromium.visit("/prices?charge=%22%3E%3Cscript%3E&page=%3Cb%3E").see("#found");
      chromium.visit("/invoice/%3Cscript%3Ealert(1)").see("[role=alert]", "<script>alert(1)");
      assertThat(chromium.run("return document.title")).isNotEqualTo("hacked");
    }
  }

  @Test
  void pricesAreFilteredFollowedAndTakenAlong() throws IOException {
    try (Chromium chromium = Chromium.open(service).as(People.VERA)) {
      chromium.visit("/prices").see("#found", "Page 1 of");
      chromium.choose("charge", "Inbound telephony").choose("country", "United States · US");
      chromium.choose("region", "US West (Oregon) · us-west-2");
      chromium.choose("type", "Direct inward dialling (DID)");
      // Each choice asks anew: only the answer to the last of them has one row.
      chromium.one("#found tbody tr").see("#found tbody", "Inbound 344");
      assertThat(chromium.text("#found tbody")).contains("0.0022");
      chromium.inspect("prices-found");

      chromium.click("#found tbody a").see("h1", "Inbound telephony");
      chromium.see("figure table", "0.0022");
      chromium.inspect("prices-history");

      chromium.visit("/prices");
      for (WebElement link : chromium.all("a[download]")) {
        String name = link.getText();
        String href = Objects.requireNonNull(link.getAttribute("href"));
        assertThat(size(chromium, href.substring(href.indexOf("/prices"))))
            .as(name)
            .isEqualTo(shipped(name));
      }
      assertThat(chromium.all("a[download]")).hasSize(TablesReader.ALL.size());
    }
  }

  private static String download(Chromium chromium, String path) {
    return String.valueOf(
        chromium.wait("fetch(arguments[0]).then(answer => answer.text()).then(done)", path));
  }

  private static long size(Chromium chromium, String path) {
    return ((Number)
            Objects.requireNonNull(
                chromium.wait(
                    "fetch(arguments[0]).then(answer => answer.arrayBuffer())"
                        + ".then(bytes => done(bytes.byteLength))",
                    path)))
        .longValue();
  }

  private static long shipped(String name) throws IOException {
    try (InputStream in =
        TablesReader.class.getResourceAsStream("/dev/tarife/decision-tables/" + name)) {
      return Objects.requireNonNull(in).readAllBytes().length;
    }
  }
}
