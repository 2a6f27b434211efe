package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A price changes, from the workbook that somebody edited to the estimate, and back. */
@Tag("slow")
class ChangeStoryTest {
  /** 1,000 calls of 5 minutes: 5,000 × 0.018 for the service and 5,000 × 0.0022 for telephony. */
  private static final String ESTIMATE =
      "/estimate?region=us-west-2&country=US&month=2026-02&calls-in=1000";

  private static final String CHECK = "form[data-upload] button";

  private static final String IN_SIGHT =
      "const { top, bottom } = document.querySelector('#approve button').getBoundingClientRect();"
          + " return top >= 0 && bottom <= innerHeight";

  @TempDir private Path folder;
  private Service service;
  private Chromium chromium;

  @BeforeEach
  void open() {
    service = Running.ready();
    People.add(service);
    chromium = Chromium.open(service);
  }

  @AfterEach
  void close() {
    chromium.close();
  }

  @Test
  void aPriceChangesAndChangesBack() throws IOException {
    chromium.as(People.FATMA).visit(ESTIMATE).see("#total", "101.00 USD");
    String live = chromium.visit("/change").text(".figures dd");

    // A slip of the hand is shown on its cell.
    chromium.pick("files", Edits.faulty(folder("faulty"))).click(CHECK);
    chromium.see(".notice.fault", "2 errors: nothing can be priced until they are fixed.");
    assertThat(chromium.text("table.sheet td.fault")).isEqualTo("0,025\nvoice-servis");
    var cell = chromium.all("table.sheet td.fault").get(0);
    String note = String.valueOf(cell.getDomAttribute("aria-describedby"));
    assertThat(chromium.text("#" + note))
        .contains("Prices!J3", "the unit price (0,025) is text, not a number");
    chromium.click(".notice.fault li:first-child a");
    chromium.at("#" + cell.getDomAttribute("id"));
    assertThat(chromium.text("main")).contains("Fix the errors and upload the workbooks again.");
    chromium.inspect("change-faulty");

    // Usage of a month that the new price concerns.
    chromium.visit("/usage").pick("file", account()).click("#describe-do");
    chromium.see("[role=status]", "Account 400000000001 was saved.");
    chromium.choose("account", "400000000001").pick("files", usage()).click(CHECK);
    chromium.see("[role=status]", "3 records: 3 new, 0 replaced by a later version");

    // The fixed workbooks, and what they cost.
    Path fixed = Edits.dearer(folder("fixed"), LocalDate.of(2026, 1, 1), 0.02);
    chromium.visit("/change").type("title", "The new voice contract");
    chromium.pick("files", fixed).click(CHECK);
    // It is said what is being done while the workbooks are checked.
    chromium.see("h1", "Draft: The new voice contract").see("main", "No errors");
    chromium.see(".tiles", "no changed cells, 1 new row");
    assertThat(chromium.text("table.diff tbody tr.added"))
        .contains("voice-service", "Unit price = 0.02", "Effective from = 2026-01-01");
    assertThat(chromium.text("#scenarios + p")).matches("(\\d+) of \\1 give the expected result");
    chromium.choose("month", "February 2026: 2 records").click("form[hx-get] button");
    chromium.see("#effect", "February 2026, all accounts, in USD");
    assertThat(chromium.text("#effect svg + .scroll tbody tr"))
        .isEqualTo("Voice service\t0.18\t0.20\t+0.02\t+11.11%");
    chromium.see("#effect-brief", "+0.02 USD in February 2026");
    chromium.yields(
        "Voice service", "return document.querySelector('#effect svg text').textContent");
    assertThat(chromium.text("#effect .differences summary"))
        .isEqualTo("+0.02 Voice service · tier 1 · main, us-west-2 · account 400000000001");
    chromium.inspect("change-effect");
    chromium.type("why", "the new contract").click("form[action$=submit] button");
    chromium.see(".notice.good", "was submitted and is waiting for approval.");
    chromium.see(
        "main", "You submitted this version, so a colleague has to approve and deploy it.");
    assertThat(chromium.all("#approve, #deploy")).isEmpty();
    String page = chromium.where();
    String version = page.substring(page.lastIndexOf('/') + 1);

    // Somebody else lets it through.
    chromium.instead(People.ADA).visit("/change");
    chromium.see("#waiting + ul", version);
    chromium.screenshot("change-waiting");
    chromium.click("#waiting + ul a");
    chromium.see("table.diff tbody tr.added", "Unit price = 0.02");
    // Wherever one reads, the next step is in sight.
    chromium.run("scrollTo(0, document.body.scrollHeight)");
    chromium.yields(true, IN_SIGHT);
    chromium.type("approve-why", "as the contract says").click("#approve button");
    chromium.see(".notice.good", "Version " + version + " is approved and can be deployed.");
    chromium.inspect("change-approved");
    chromium.type("deploy-why", "in force from January").click("#deploy button");
    chromium.see(".notice.good", "Version " + version + " is now in force.");
    chromium.visit(ESTIMATE).see("#total", "111.00 USD");
    chromium.visit("/prices/history?item=voice-service%7C%7C%7C%7C");
    List<String> steps =
        chromium.all("main table tbody tr").stream().map(row -> row.getText()).toList();
    assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
    assertThat(steps.get(0)).startsWith("beginning 0.018 Version ").contains("prices.xlsx, Prices");
    assertThat(steps.get(steps.size() - 2))
        .contains(" 0.02 +11.11% Version " + version + ", ")
        .contains("submitted by fatma, approved by ada, deployed by ada", "the new contract")
        .containsPattern("prices.xlsx, Prices, [A-Z]\\d+");
    assertThat(steps.get(steps.size() - 1)).startsWith("Today, ").contains("0.02", version);
    assertThat(chromium.text("#price")).isEqualTo("0.02");
    assertThat(chromium.text("#changed")).contains("submitted by fatma", "the new contract");
    chromium.visit("/change").see(".figures dd", version);

    // And takes it back.
    chromium.click("#past ~ details summary").choose("to", live);
    chromium.type("rollback-why", "the contract was not signed").click("#rollback button");
    chromium.see(".notice.good", "Rolled back to version " + live + ".");
    assertThat(chromium.text(".figures dd")).isEqualTo(live);
    assertThat(
            chromium.all("#journal ~ .scroll tbody tr").stream()
                .limit(4)
                .map(
                    row ->
                        row.findElements(By.tagName("td")).stream()
                            .skip(1)
                            .map(td -> td.getText())
                            .toList()
                            .toString()))
        .containsExactly(
            "[ada, rolled back to, " + live + ", the contract was not signed]",
            "[ada, deployed, " + version + ", in force from January]",
            "[ada, approved, " + version + ", as the contract says]",
            "[fatma, submitted, " + version + ", the new contract]");
    chromium.inspect("change-journal");
    chromium.visit(ESTIMATE).see("#total", "101.00 USD");
    chromium.visit("/change?lang=tr").inspect("change-journal-tr");
  }

  @Test
  void textsOfAWorkbookAreTexts() throws IOException {
    String hostile = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    chromium.as(People.FATMA).visit("/change");
    chromium.pick("files", Edits.hostile(folder("hostile"), hostile)).click(CHECK);
    chromium.see(".notice.fault", "errors");
    assertThat(chromium.text("table.sheet td.fault")).contains(hostile);
    assertThat(chromium.text("main")).contains("<b>bold<b>");
    assertHarmless();

    Path named =
        Files.writeString(folder("named").resolve("<img src=x onerror='window.hit=1'>.xlsx"), "");
    chromium.visit("/change").pick("files", named).click(CHECK);
    chromium.see(".fault", "<img src=x onerror='window.hit=1'>.xlsx: is none of the workbooks");
    assertHarmless();
    chromium.assertQuiet();
  }

  @Test
  void whatUsageIsRejectedAndWhyIsShown() throws IOException {
    chromium.as(People.FATMA).visit("/usage").pick("file", account()).click("#describe-do");
    chromium.see("[role=status]", "Account 400000000001 was saved.");
    chromium.choose("account", "400000000001");
    Path bad = folder.resolve("<b>bad<b>.csv");
    Files.writeString(
        bad,
        """
        record_id,instance,usage_type,start_time,quantity
        r1,main,voice-inbound,yesterday,60
        """);
    chromium.pick("files", bad, usage()).click(CHECK);
    chromium.see("#delivered ~ .fault", "<b>bad<b>.csv: nothing was saved because of 1 error.");
    assertThat(chromium.text("#delivered ~ .fault li")).contains("<b>bad<b>.csv:2: ", "yesterday");
    assertThat(chromium.text("#delivered ~ .notice")).contains("usage.csv: 3 records");
    chromium.inspect("usage-refused");

    chromium.click("a[hx-get*='2026-03']");
    chromium.see(
        "#rejected",
        "1 record is not charged. It is not free: it waits until a price or rule covers it.");
    assertThat(chromium.text("#rejected tbody tr")).contains("holograms", "story-3");
    assertHarmless();
    chromium.inspect("usage-rejected");
    chromium.visit("/usage?lang=tr").inspect("usage-rejected-tr");
  }

  private void assertHarmless() {
    assertThat(chromium.run("return window.hit === undefined")).isEqualTo(true);
    assertThat(chromium.all("main img, main script")).isEmpty();
  }

  private Path account() throws IOException {
    return Files.writeString(
        folder.resolve("account.yaml"),
        """
        account: "400000000001"
        currency: USD
        instances:
          - { id: main, region: us-west-2 }
        """);
  }

  /** Ten minutes of voice in February; in March, what nothing prices. */
  private Path usage() throws IOException {
    return Files.writeString(
        folder.resolve("usage.csv"),
        """
        record_id,instance,usage_type,start_time,quantity,country,number_type
        story-1,main,voice-inbound,2026-02-03T10:00:00Z,360,US,did
        story-2,main,voice-inbound,2026-02-04T10:00:00Z,240,US,did
        story-3,main,holograms,2026-03-04T10:00:00Z,240,,
        """);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
