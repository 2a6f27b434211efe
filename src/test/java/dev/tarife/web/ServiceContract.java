package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.acceptance.EditedTables;
import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.web.billing.Documents;
import dev.tarife.web.bundles.Bundles;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the service does, whichever database it has. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
abstract class ServiceContract {
  private static final Path SAMPLE = Path.of("samples/contact-center-2024-05");
  private static final Period MAY = new Period(YearMonth.of(2024, 5));
  private static final String HEADER =
      "record_id,instance,usage_type,start_time,quantity,country,number_type,updated_at\n";

  @TempDir private Path folder = Path.of("");
  private Service service;
  private Program vera;
  private Program fatma;
  private Program ada;

  /** A service with the people of {@link People}. */
  abstract Service start() throws Exception;

  @BeforeAll
  void begin() throws Exception {
    service = start();
    People.add(service);
    vera = new Program(service, People.VERA);
    fatma = new Program(service, People.FATMA);
    ada = new Program(service, People.ADA);
    for (int i = 0; i < 600 && !service.part(Bundles.class).isReady(); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(vera.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
  }

  private void account(String id) {
    HttpResponse<String> answer =
        fatma.put(
            "/api/v1/accounts/" + id,
            "application/yaml",
            "account: \""
                + id
                + "\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> usage(String account, String csv) {
    return fatma.post(
        "/api/v1/accounts/" + account + "/usage?name=usage.csv",
        "text/csv",
        BodyPublishers.ofString(csv));
  }

  private static String call(String id, int seconds, String updated) {
    return id + ",main,voice-inbound,2024-05-06T09:00:00Z," + seconds + ",US,did," + updated + "\n";
  }

  private String rated(Path folder) throws IOException {
    List<Invoice> invoices = new ArrayList<>();
    BillingRun.of(
            service.part(Bundles.class).live().engine(),
            Input.find(List.of(folder.toString()), null),
            MAY)
        .run(invoices::add, Progress.NONE);
    return Documents.json(invoices, false, 2);
  }

  private static void assertSame(JsonNode one, JsonNode other) {
    for (String field : List.of("lines", "rejected", "total_exact", "total")) {
      assertThat(one.path(field)).as(field).isEqualTo(other.path(field));
    }
  }

  @Test
  void aMonthCostsTheSameWhicheverWayItIsRated() throws Exception {
    String expected = rated(SAMPLE);
    List<Program.File> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(SAMPLE)) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        files.add(
            new Program.File(
                name.startsWith("account") ? "account" : "usage", name, Files.readAllBytes(file)));
      }
    }
    HttpResponse<String> job =
        vera.form("/api/v1/rate", Map.of("month", "2024-05"), files.toArray(Program.File[]::new));
    assertThat(job.statusCode()).as(job.body()).isEqualTo(202);
    String place = job.headers().firstValue("Location").orElseThrow();
    assertThat(ada.get(place).statusCode()).as("another's job").isEqualTo(404);
    for (int i = 0; i < 600 && vera.get(place).body().matches(".*\"(waiting|running)\".*"); i++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(vera.get(place).body()).contains("\"state\":\"done\"", "\"faults\":[]");
    assertThat(vera.get(place + "/result").body()).isEqualTo(expected);
    assertThat(vera.delete(place).statusCode()).isEqualTo(204);
    assertThat(vera.get(place).statusCode()).isEqualTo(404);

    JsonNode whole = tools.jackson.databind.json.JsonMapper.shared().readTree(expected);
    String id = whole.path("account").stringValue();
    String description = Files.readString(SAMPLE.resolve("account.yaml"));
    assertThat(fatma.put("/api/v1/accounts/" + id, "application/yaml", description).statusCode())
        .isEqualTo(200);
    for (Program.File file : files) {
      if (file.field().equals("usage")) {
        HttpResponse<String> taken =
            fatma.post(
                "/api/v1/accounts/" + id + "/usage?name=" + file.name(),
                "application/octet-stream",
                BodyPublishers.ofByteArray(file.content()));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
      }
    }
    JsonNode preview = Program.json(vera.get("/api/v1/accounts/" + id + "/preview?month=2024-05"));
    assertSame(preview, whole);
    HttpResponse<String> issued =
        fatma.post("/api/v1/accounts/" + id + "/invoices", "{\"month\":\"2024-05\"}");
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    String invoice = issued.headers().firstValue("Location").orElseThrow();
    assertSame(Program.json(vera.get(invoice)), whole);
    assertThat(vera.get(invoice + ".csv").body().lines().count())
        .isEqualTo(1 + whole.path("lines").size());
    assertThat(vera.get(invoice + "/lines/1").body()).contains("Priced by", "Arithmetic");
    assertThat(vera.get(invoice + "/lines/999").statusCode()).isEqualTo(404);
  }

  @Test
  void anEstimateIsWhatItsUsageCosts() {
    String item =
        "{\"usage_type\":\"voice-inbound\",\"quantity\":\"420\",\"country\":\"US\","
            + "\"number_type\":\"did\"%s}";
    JsonNode estimate =
        Program.json(
            vera.post(
                "/api/v1/estimate",
                "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":["
                    + String.format(java.util.Locale.ROOT, item, "")
                    + "]}"));
    JsonNode rate =
        Program.json(
            vera.post(
                "/api/v1/rate",
                "{\"month\":\"2024-05\",\"account\":{\"account\":\"estimate\",\"currency\":\"USD\","
                    + "\"instances\":[{\"id\":\"estimate\",\"region\":\"us-west-2\"}]},\"usage\":["
                    + String.format(
                        java.util.Locale.ROOT,
                        item,
                        ",\"record_id\":\"1\",\"instance\":\"estimate\","
                            + "\"start_time\":\"2024-05-06T09:00:00Z\"")
                    + "]}"));
    assertThat(estimate.path("total_exact").stringValue()).isEqualTo("0.1414");
    assertSame(estimate, rate);
  }

  @Test
  void aRecordCountsOnceAndAnotherOfItsIdIsRefusedWithBothNamed() {
    account("once");
    assertThat(usage("once", HEADER + call("a", 60, "") + call("b", 60, "")).body())
        .contains("\"records\":2", "\"added\":2");
    assertThat(usage("once", HEADER + call("a", 60, "") + call("c", 60, "")).body())
        .contains("\"records\":2", "\"added\":1");

    HttpResponse<String> refused = usage("once", HEADER + call("d", 60, "") + call("a", 61, ""));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "usage.csv:3: the record a is not the one that came before: quantity is (61) here and"
                + " (60) in batch",
            "(usage.csv:2)");
    String rewritten =
        """
        number_type,record_id,instance,usage_type,start_time,quantity,end_time,country,count
        did,a,main,voice-inbound,2024-05-06T12:00:00+03:00,60.0,,US,1
        """;
    assertThat(usage("once", rewritten).body())
        .as("the same record, written in another way")
        .contains("\"records\":1", "\"added\":0", "\"replaced\":0");
    assertThat(months("once")).as("nothing of it is kept").contains("\"records\":3");

    account("version");
    usage("version", HEADER + call("a", 60, "2024-05-06T10:00:00Z"));
    assertThat(usage("version", HEADER + call("a", 120, "2024-05-06T11:00:00Z")).body())
        .contains("\"added\":0", "\"replaced\":1");
    usage("version", HEADER + call("a", 60, "2024-05-06T10:00:00Z"));
    assertThat(
            Program.json(vera.get("/api/v1/accounts/version/preview?month=2024-05"))
                .path("lines")
                .path(0)
                .path("quantity")
                .stringValue())
        .isEqualTo("2");
  }

  private String months(String account) {
    return vera.get("/api/v1/accounts/" + account + "/months").body();
  }

  @Test
  void anAccountIsNamedAndItsInvoicesKeepTheNameOfTheirDay() {
    account("named");
    String path = "/api/v1/accounts/named/name";
    assertThat(vera.get(path).body()).isEqualTo("{\"name\":\"\"}");
    assertThat(vera.put(path, "application/json", "{\"name\":\"x\"}").statusCode()).isEqualTo(403);
    assertThat(fatma.put(path, "application/json", "{\"name\":\" Example GmbH \"}").body())
        .isEqualTo("{\"name\":\"Example GmbH\"}");
    assertThat(vera.get(path).body()).contains("Example GmbH");
    assertThat(fatma.put(path, "application/json", "{}").statusCode()).isEqualTo(400);
    String long201 = "{\"name\":\"%s\"}".formatted("x".repeat(201));
    assertThat(fatma.put(path, "application/json", long201).statusCode()).isEqualTo(400);
    assertThat(
            fatma
                .put("/api/v1/accounts/nobody/name", "application/json", "{\"name\":\"x\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(vera.get("/api/v1/journal").body()).contains("name: Example GmbH");
    assertThat(fatma.put(path, "application/json", "{\"name\":\"\"}").body())
        .isEqualTo("{\"name\":\"\"}");
  }

  @Test
  void usageThatComesLaterMakesACorrectionAndTheSumIsTheMonth() {
    account("late");
    usage("late", HEADER + call("a", 61, ""));
    String order = "{\"month\":\"2024-05\"}";
    JsonNode first = Program.json(fatma.post("/api/v1/accounts/late/invoices", order));
    assertThat(first.path("type").stringValue()).isEqualTo("invoice");
    HttpResponse<String> again = fatma.post("/api/v1/accounts/late/invoices", order);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("late-2024-05-1 was issued on", "nothing has changed since");

    usage("late", HEADER + call("b", 600, ""));
    assertThat(months("late")).contains("\"records_since\":1");
    JsonNode second = Program.json(fatma.post("/api/v1/accounts/late/invoices", order));
    assertThat(second.path("type").stringValue()).isEqualTo("correction");
    JsonNode whole = Program.json(vera.get("/api/v1/accounts/late/preview?month=2024-05"));
    for (String field : List.of("total", "total_exact")) {
      assertThat(decimal(first, field).add(decimal(second, field)))
          .isEqualByComparingTo(decimal(whole, field));
    }
    assertThat(vera.get("/api/v1/invoices?account=late").body()).contains("\"total\":\"0.20\"");
    assertThat(vera.get("/api/v1/invoices/late-2024-05-2").body())
        .contains("this corrects late-2024-05-1");
    assertThat(vera.get("/api/v1/invoices/late-2024-05-2/lines/1").body())
        .contains("late-2024-05-1, line 1: 1.0166666667 minute, 0.0183 USD");

    JdbcTemplate jdbc = service.part(JdbcTemplate.class);
    for (String change :
        List.of(
            "update invoices set total = 0 where id = 'late-2024-05-1'",
            "delete from invoice_lines where invoice = 'late-2024-05-1'",
            "update journal set who = 'nobody'",
            "delete from bundle_journal")) {
      assertThatThrownBy(() -> jdbc.update(change))
          .as(change)
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(fatma.get("/api/v1/journal/verify").body()).contains("\"whole\":true");
    assertThat(vera.get("/api/v1/journal").body()).contains("issue-correction", "fatma");
  }

  @Test
  void rejectedUsageIsIssuedOnlyWhenThatIsAllowed() {
    account("lost");
    usage("lost", HEADER + "a,elsewhere,voice-inbound,2024-05-06T09:00:00Z,61,US,did,\n");
    String path = "/api/v1/accounts/lost/invoices";
    HttpResponse<String> refused = fatma.post(path, "{\"month\":\"2024-05\"}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(refused.body())
        .contains("allow it with allow_rejected", "1 record, such as a: unknown instance");
    assertThat(vera.get("/api/v1/invoices?account=lost").body()).contains("\"total\":0");
    HttpResponse<String> issued =
        fatma.post(path, "{\"month\":\"2024-05\",\"allow_rejected\":true}");
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    assertThat(vera.get("/api/v1/invoices/lost-2024-05-1").body()).contains("unknown instance");
  }

  private static BigDecimal decimal(JsonNode node, String field) {
    return new BigDecimal(node.path(field).stringValue());
  }

  @Test
  void aMonthIsNotIssuedBeforeItsEnd() {
    account("early");
    HttpResponse<String> answer =
        fatma.post("/api/v1/accounts/early/invoices", "{\"month\":\"2099-12\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("2099-12 has not ended yet");
  }

  @Test
  void whatIsWrongIsSaidInTheWordsOfTheCommandLine() {
    account("wrong");
    HttpResponse<String> fault =
        usage("wrong", HEADER + call("a", 60, "") + call("b", 60, "").replace("2024-05-06", "x"));
    assertThat(fault.statusCode()).isEqualTo(422);
    assertThat(fault.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Program.json(fault).path("faults").path(0).stringValue())
        .startsWith("usage.csv:3: start_time (xT09:00:00Z)");
    HttpResponse<String> traversal =
        fatma.post(
            "/api/v1/accounts/wrong/usage?name=../../etc/passwd",
            "text/csv",
            BodyPublishers.ofString("x"));
    assertThat(traversal.statusCode()).isEqualTo(422);
    assertThat(traversal.body()).contains("passwd:").doesNotContain("../", "/tmp/");
    assertThat(
            fatma
                .post(
                    "/api/v1/accounts/wrong/usage?name=usage.exe",
                    "application/octet-stream",
                    BodyPublishers.ofString("x"))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            fatma
                .post(
                    "/api/v1/accounts/wrong/usage?name=usage.csv.gz",
                    "application/octet-stream",
                    BodyPublishers.ofString("no gzip"))
                .statusCode())
        .isEqualTo(400);
    assertThat(vera.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(vera.delete("/api/v1/prices").statusCode()).isEqualTo(405);
    assertThat(vera.get("/api/v1/prices?on=today").body()).contains("2024-05-31");
    assertThat(vera.post("/api/v1/estimate", "{").statusCode()).isEqualTo(400);
    assertThat(vera.post("/api/v1/estimate", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    HttpResponse<String> item =
        vera.post(
            "/api/v1/estimate",
            "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":[{\"quantity\":\"1\"}]}");
    assertThat(item.statusCode()).isEqualTo(422);
    assertThat(item.body()).contains("usage:1: usage_type");
    assertThat(
            vera.post(
                    "/api/v1/estimate",
                    "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":[{\"usage_type\":"
                        + "\"voice-inbound'; drop table users; --\",\"quantity\":\"1\"}]}")
                .body())
        .contains("\"rejected\"");
  }

  @Test
  void aBundleTakesTwoPeople() throws Exception {
    byte[] jar = BundleBuilder.build(withACredit(), BundleVersion.parse("2024.5.0")).jar();
    Program.File file = new Program.File("bundle", "../../2024.5.0.jar", jar);
    HttpResponse<String> handed = fatma.form("/api/v1/bundles", Map.of("why", "May prices"), file);
    assertThat(handed.statusCode()).as(handed.body()).isEqualTo(201);
    String why = "{\"why\":\"looked through\"}";
    assertThat(fatma.post("/api/v1/bundles/2024.5.0/approve", why).statusCode()).isEqualTo(403);
    assertThat(ada.post("/api/v1/bundles/2024.5.0/deploy", why).body())
        .contains("Nobody has approved 2024.5.0");
    assertThat(ada.post("/api/v1/bundles/2024.5.0/approve", why).statusCode()).isEqualTo(200);
    assertThat(ada.post("/api/v1/bundles/2024.5.0/approve", why).statusCode()).isEqualTo(409);
    HttpResponse<String> deployed = ada.post("/api/v1/bundles/2024.5.0/deploy", why);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
    assertThat(vera.get("/api/v1/prices?on=2024-05-01&charge=voice-service").body())
        .contains("\"bundle\":\"2024.5.0\"");
    anInvoiceCarriesWhatTheNextMonthBegins();
    aRollOverAndACounterAreCarriedToo();
    HttpResponse<String> twice = ada.post("/api/v1/bundles/2024.5.0/deploy", why);
    assertThat(twice.statusCode()).as("twice").isEqualTo(409);
    assertThat(Program.json(twice).path("faults").path(0).stringValue())
        .as("where the server keeps its files is nobody's business")
        .startsWith("bundles/");
    HttpResponse<String> back = ada.post("/api/v1/bundles/rollback", why);
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(vera.get("/api/v1/bundles").body()).contains("\"live\":{\"at\":", "\"rollback\"");
    assertThat(vera.get("/api/v1/prices?on=2024-05-01&charge=voice-service").body())
        .contains("\"bundle\":\"0.1.0\"");
    assertThat(
            fatma
                .form(
                    "/api/v1/bundles",
                    Map.of("why", "junk"),
                    new Program.File("bundle", "junk.jar", new byte[] {1, 2, 3}))
                .statusCode())
        .isEqualTo(422);
  }

  /**
   * The shipped tables, with a credit of 1 for one account, and with an allowance that rolls over
   * and tiers of a year for a plan.
   */
  private Path withACredit() {
    try (EditedTables tables = EditedTables.copy(folder)) {
      return tables
          .add(
              "agreements.xlsx",
              "Credits",
              "Credit",
              "welcome",
              "Name",
              "Welcome",
              "Amount",
              1,
              "Granted",
              LocalDate.of(2024, 5, 10),
              "Expires",
              LocalDate.of(2025, 1, 1),
              "Account",
              "credited")
          .add("charges.xlsx", "Plans", "Code", "rolling", "Name", "Rolling")
          .addColumns("allowances.xlsx", "Allowances", "Rolls over")
          .add(
              "allowances.xlsx",
              "Allowances",
              "Allowance",
              "rolling",
              "Kind",
              "free-tier",
              "Clock",
              "none",
              "Quantity",
              150,
              "Unit",
              "task",
              "Counts towards tiers",
              "no",
              "Rolls over",
              60)
          .addColumns("allowances.xlsx", "Draws", "Plan")
          .add(
              "allowances.xlsx",
              "Draws",
              "Allowance",
              "rolling",
              "Order",
              1,
              "Charge",
              "task",
              "Plan",
              "rolling")
          .addColumns("prices.xlsx", "Prices", "Counts over", "Counts from")
          .add("prices.xlsx", "Prices", yearly("Tier to", 0.004))
          .add("prices.xlsx", "Prices", yearly("Tier from", 0.002))
          .save();
    }
  }

  /** A tier of a year that ends, or begins, at 1,000 messages. */
  private static Object[] yearly(String bound, double price) {
    return new Object[] {
      "Charge",
      "chat-message",
      "Plan",
      "rolling",
      "Model",
      "graduated",
      bound,
      1000,
      "Unit price",
      price,
      "Counts over",
      "year",
      "Counts from",
      LocalDate.of(2024, 4, 1)
    };
  }

  /** What is left of an allowance, and the counter of a year, go from invoice to invoice. */
  private void aRollOverAndACounterAreCarriedToo() {
    String account = "/api/v1/accounts/rolling";
    HttpResponse<String> answer =
        fatma.put(
            account,
            "application/yaml",
            """
            account: rolling
            currency: USD
            instances: [{ id: main, region: us-west-2, plan: rolling }]
            """);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(vera.get("/api/v1/prices?on=2024-05-01&charge=chat-message").body())
        .contains("\"scope\":\"row\"", "\"counts_over\":\"year\",\"counts_from\":\"2024-04-01\"");
    usage("rolling", HEADER + "t1,main,task,2024-05-06T09:00:00Z,120,,,\n");
    usage("rolling", HEADER + "m1,main,chat-message,2024-05-06T09:00:00Z,900,,,\n");
    JsonNode may = Program.json(fatma.post(account + "/invoices", "{\"month\":\"2024-05\"}"));
    JsonNode issued = Program.json(vera.get("/api/v1/invoices/" + may.path("id").stringValue()));
    // 120 of 150 are free, and 30 are kept.
    assertThat(issued.at("/carries").toString())
        .isEqualTo(
            "{\"allowances\":{\"rolling\":\"30\"},"
                + "\"counters\":{\"chat-message/plan=rolling\":\"900\"}}");
    usage("rolling", HEADER + "t2,main,task,2024-06-06T09:00:00Z,170,,,\n");
    usage("rolling", HEADER + "m2,main,chat-message,2024-06-06T09:00:00Z,300,,,\n");
    JsonNode june = Program.json(vera.get(account + "/preview?month=2024-06"));
    // 180 tasks are free. 100 messages are left of the first tier: 0.4, and 200 at 0.002.
    assertThat(june.at("/total_exact").stringValue()).isEqualTo("0.8");
    assertThat(june.at("/carries").toString())
        .isEqualTo(
            "{\"allowances\":{\"rolling\":\"10\"},"
                + "\"counters\":{\"chat-message/plan=rolling\":\"1200\"}}");
  }

  private void anInvoiceCarriesWhatTheNextMonthBegins() {
    account("credited");
    usage("credited", HEADER + call("a", 600, ""));
    String order = "{\"month\":\"2024-05\"}";
    String june = "/api/v1/accounts/credited/preview?month=2024-06";
    // 10 minutes cost 0.18 and 0.022.
    JsonNode may = Program.json(fatma.post("/api/v1/accounts/credited/invoices", order));
    JsonNode issued = Program.json(vera.get("/api/v1/invoices/" + may.path("id").stringValue()));
    assertThat(issued.at("/lines/2/kind").stringValue()).isEqualTo("credit");
    assertThat(issued.at("/lines/2/stands_on").toString()).isEqualTo("[1,2]");
    assertThat(issued.at("/carries/credits/welcome").stringValue()).isEqualTo("0.798");
    usage("credited", HEADER + "j,main,voice-inbound,2024-06-06T09:00:00Z,6000,US,did,\n");
    JsonNode next = Program.json(vera.get(june));
    assertThat(next.at("/lines/2/amount").stringValue()).isEqualTo("-0.798");
    // A correction of May carries less, and June begins with that.
    usage("credited", HEADER + call("b", 600, ""));
    fatma.post("/api/v1/accounts/credited/invoices", order);
    assertThat(Program.json(vera.get(june)).at("/lines/2/amount").stringValue())
        .isEqualTo("-0.596");
  }

  @Test
  void eachRoleMayDoItsPart() {
    String body = "{\"why\":\"x\"}";
    assertThat(vera.put("/api/v1/accounts/x", "application/json", "{}").statusCode())
        .isEqualTo(403);
    assertThat(vera.post("/api/v1/accounts/x/invoices", "{\"month\":\"2024-05\"}").statusCode())
        .isEqualTo(403);
    assertThat(vera.post("/api/v1/bundles/2024.5.0/deploy", body).statusCode()).isEqualTo(403);
    assertThat(fatma.post("/api/v1/bundles/rollback", body).statusCode()).isEqualTo(403);
    assertThat(
            ada.post("/api/v1/accounts/x/usage", "text/csv", BodyPublishers.ofString("record_id\n"))
                .statusCode())
        .isEqualTo(403);
    for (Program user : List.of(vera, fatma, ada)) {
      HttpResponse<String> answer = user.get("/api/v1/users");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("Your role does not allow this");
    }
    assertThat(new Program(service, null).get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(vera.get("/api/v1/me").body()).contains("\"role\":\"viewer\"");
  }
}
