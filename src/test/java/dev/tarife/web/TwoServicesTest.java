package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.acceptance.EditedTables;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.bundles.Bundles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two services on one PostgreSQL are one service. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class TwoServicesTest {
  private static final String CASE =
      "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":[{\"usage_type\":\"case\"}]}";

  @TempDir private static Path folder = Path.of("");
  private EmbeddedPostgres postgres;
  private Service one;
  private Service other;

  @BeforeAll
  void begin() throws Exception {
    postgres = Running.postgres();
    one = start("one");
    People.add(one);
    await(() -> one.part(Bundles.class).isReady());
    other = start("other");
    await(() -> other.part(Bundles.class).isReady());
  }

  private Service start(String name) throws Exception {
    return Running.start(
        Files.createDirectory(folder.resolve(name)),
        new ArrayList<>(),
        Map.of(
            "spring.datasource.url",
            postgres.getJdbcUrl("postgres", "postgres"),
            "spring.datasource.username",
            "postgres",
            "tarife.requests.burst",
            "100000"));
  }

  @AfterAll
  void end() throws Exception {
    other.close();
    one.close();
    postgres.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 6_000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void whatOneDeploysTheOtherPricesWith() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    try (EditedTables edited = EditedTables.copy(tables)) {
      edited.change("prices.xlsx", "Prices", "Charge", "case", "Unit price", 0.13);
      edited.save();
    }
    Map<String, byte[]> workbooks = new TreeMap<>(TablesReader.workbooks(tables));
    workbooks.remove(TablesReader.SCENARIOS);
    byte[] jar = BundleBuilder.build(workbooks, BundleVersion.parse("2024.6.0")).jar();
    Program fatma = new Program(one, People.FATMA);
    Program ada = new Program(one, People.ADA);
    Program elsewhere = new Program(other, People.VERA);
    assertThat(price(elsewhere)).isEqualTo("0.12");

    String why = "{\"why\":\"cases cost more\"}";
    HttpResponse<String> handed =
        fatma.form(
            "/api/v1/bundles",
            Map.of("why", "cases cost more"),
            new Program.File("bundle", "2024.6.0.jar", jar));
    assertThat(handed.statusCode()).as(handed.body()).isEqualTo(201);
    assertThat(ada.post("/api/v1/bundles/2024.6.0/approve", why).statusCode()).isEqualTo(200);
    assertThat(ada.post("/api/v1/bundles/2024.6.0/deploy", why).statusCode()).isEqualTo(200);
    assertThat(price(ada)).isEqualTo("0.13");
    await(() -> price(elsewhere).equals("0.13"));

    // Back by the other, which never had the first bundle in its hands.
    assertThat(new Program(other, People.ADA).post("/api/v1/bundles/rollback", why).statusCode())
        .isEqualTo(200);
    assertThat(price(elsewhere)).isEqualTo("0.12");
    await(() -> price(ada).equals("0.12"));
    assertThat(Program.json(ada.get("/api/v1/journal/verify")).path("whole").booleanValue())
        .isTrue();
  }

  private static String price(Program program) {
    return Program.json(program.post("/api/v1/estimate", CASE)).at("/total_exact").stringValue();
  }

  @Test
  void whatBothAreSentAtOnceCountsOnce() throws Exception {
    String account =
        "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";
    Program here = new Program(one, People.FATMA);
    Program there = new Program(other, People.FATMA);
    assertThat(here.put("/api/v1/accounts/1", "application/yaml", account).statusCode())
        .isEqualTo(200);
    for (int batch = 0; batch < 5; batch++) {
      StringBuilder csv = new StringBuilder("record_id,instance,usage_type,start_time\n");
      for (int i = 0; i < 200; i++) {
        csv.append(batch * 200 + i).append(",main,case,2024-05-06T09:00:00Z\n");
      }
      List<CompletableFuture<HttpResponse<String>>> both = new ArrayList<>();
      for (Program program : List.of(here, there)) {
        both.add(
            CompletableFuture.supplyAsync(
                () ->
                    program.post(
                        "/api/v1/accounts/1/usage",
                        "text/csv",
                        BodyPublishers.ofString(csv.toString()))));
      }
      long added = 0;
      for (CompletableFuture<HttpResponse<String>> sent : both) {
        HttpResponse<String> answer = sent.get(10, TimeUnit.MINUTES);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        added += Program.json(answer).path("added").longValue();
      }
      assertThat(added).as("each record is new to one of the two").isEqualTo(200);
    }
    assertThat(there.get("/api/v1/accounts/1/months").body()).contains("\"records\":1000");
    assertThat(
            Program.json(there.get("/api/v1/accounts/1/preview?month=2024-05"))
                .at("/lines/0/quantity")
                .stringValue())
        .isEqualTo("1000");
  }
}
