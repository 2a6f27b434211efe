package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists come in pages of one shape, and end nowhere silently. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class ListingsTest {
  private static final int ACCOUNTS = 12;

  private Program fatma;
  private Program admin;

  @BeforeAll
  void begin() {
    Service service = Running.ready();
    People.add(service);
    fatma = new Program(service, People.FATMA);
    admin = new Program(service, People.ALI);
    for (int i = 0; i < ACCOUNTS; i++) {
      account("list-%02d".formatted(i));
    }
    for (int month = 1; month <= 3; month++) {
      for (String account : List.of("list-00", "list-01")) {
        usage(account, "2024-0" + month);
        issue(account, "2024-0" + month);
      }
    }
    usage("list-00", "2024-01");
    issue("list-00", "2024-01");
  }

  private void account(String id) {
    HttpResponse<String> answer =
        fatma.put(
            "/api/v1/accounts/" + id,
            "application/yaml",
            "{ account: %s, currency: USD, instances: [{ id: main, region: us-west-2 }] }"
                .formatted(id));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void usage(String account, String month) {
    HttpResponse<String> answer =
        fatma.post(
            "/api/v1/accounts/" + account + "/usage",
            "text/csv",
            BodyPublishers.ofString(
                "record_id,instance,usage_type,start_time,quantity,country,number_type\n"
                    + "%s,main,voice-inbound,%s-06T09:00:00Z,420,US,did\n"
                        .formatted(java.util.UUID.randomUUID(), month)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void issue(String account, String month) {
    HttpResponse<String> answer =
        fatma.post(
            "/api/v1/accounts/" + account + "/invoices", "{\"month\":\"%s\"}".formatted(month));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** All items of a list, page by page. */
  private List<JsonNode> walk(String path, int limit) {
    List<JsonNode> items = new ArrayList<>();
    String next = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    while (next != null) {
      HttpResponse<String> answer = admin.get(next);
      assertThat(answer.statusCode()).as(next + ": " + answer.body()).isEqualTo(200);
      JsonNode page = Program.json(answer);
      page.path("items").forEach(items::add);
      next = page.path("next").stringValue(null);
      assertThat(page.path("items").size()).isBetween(next == null ? 0 : 1, limit);
      if (next == null) {
        assertThat(page.path("total").longValue()).as(path).isGreaterThanOrEqualTo(items.size());
      } else {
        assertThat(next).startsWith("/api/v1/").contains("limit=" + limit);
      }
    }
    return items;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/accounts",
        "/api/v1/accounts/list-00/batches",
        "/api/v1/accounts/list-00/months",
        "/api/v1/bundles",
        "/api/v1/bundles/0.1.0/approvals",
        "/api/v1/invoices",
        "/api/v1/invoices?account=list-00",
        "/api/v1/invoices?month=2024-02",
        "/api/v1/journal",
        "/api/v1/me/tokens",
        "/api/v1/prices?on=2024-05-01&charge=voice-service",
        "/api/v1/users",
      })
  void pagesTogetherAreTheList(String path) {
    String all = admin.get(path + (path.contains("?") ? "&" : "?") + "limit=1000").body();
    JsonNode whole = tools.jackson.databind.json.JsonMapper.shared().readTree(all);
    assertThat(whole.path("next").isNull()).as(all).isTrue();
    assertThat(whole.path("total").longValue()).isEqualTo(whole.path("items").size());
    for (int limit : new int[] {1, 2, 5}) {
      if (whole.path("items").size() / limit < 60) {
        assertThat(walk(path, limit)).as(path).isEqualTo(List.copyOf(items(whole)));
      }
    }
    for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "limit=1e3")) {
      HttpResponse<String> answer = admin.get(path + (path.contains("?") ? "&" : "?") + wrong);
      assertThat(answer.statusCode()).as(path + " " + wrong).isEqualTo(400);
      assertThat(answer.body()).contains("limit");
    }
  }

  private static List<JsonNode> items(JsonNode page) {
    List<JsonNode> items = new ArrayList<>();
    page.path("items").forEach(items::add);
    return items;
  }

  @Test
  void whatComesMeanwhileNeitherRepeatsNorHidesAnItem() {
    JsonNode first = Program.json(fatma.get("/api/v1/journal?limit=3"));
    account("list-00");
    JsonNode second = Program.json(fatma.get(first.path("next").stringValue()));
    assertThat(second.path("items").path(0).path("seq").longValue())
        .isEqualTo(first.path("items").path(2).path("seq").longValue() - 1);
    assertThat(second.path("total").longValue()).isGreaterThan(first.path("total").longValue());
  }

  @Test
  void invoicesComeLatestMonthFirst() {
    List<String> ids =
        walk("/api/v1/invoices", 2).stream()
            .map(invoice -> invoice.path("id").stringValue())
            .filter(id -> id.startsWith("list-"))
            .toList();
    assertThat(ids)
        .containsExactly(
            "list-00-2024-03-1",
            "list-01-2024-03-1",
            "list-00-2024-02-1",
            "list-01-2024-02-1",
            "list-00-2024-01-1",
            "list-00-2024-01-2",
            "list-01-2024-01-1");
  }

  @Test
  void aBeginningThatNoListHasIsRefused() {
    for (String path :
        Set.of(
            "/api/v1/invoices",
            "/api/v1/journal",
            "/api/v1/users",
            "/api/v1/bundles",
            "/api/v1/accounts/list-00/batches")) {
      HttpResponse<String> answer = admin.get(path + "?after=nowhere");
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.body()).contains("after (nowhere) is not of this list");
    }
  }

  @Test
  void whatIsUnknownIsNotAnEmptyList() {
    assertThat(fatma.get("/api/v1/invoices?account=nobody").statusCode()).isEqualTo(404);
    assertThat(fatma.get("/api/v1/accounts/nobody/batches").statusCode()).isEqualTo(404);
    assertThat(fatma.get("/api/v1/accounts/nobody/months").statusCode()).isEqualTo(404);
    assertThat(fatma.get("/api/v1/accounts/nobody/preview?month=2024-05").statusCode())
        .isEqualTo(404);
    assertThat(fatma.get("/api/v1/bundles/9.9.9/approvals").statusCode()).isEqualTo(404);
    for (String month : List.of("2024-13", "2024-5", "May", "")) {
      assertThat(fatma.get("/api/v1/invoices?month=" + month).statusCode())
          .as(month)
          .isEqualTo(400);
    }
    String prices = "/api/v1/prices?on=2024-05-01&";
    assertThat(fatma.get(prices + "charge=voice-servic").body())
        .contains(
            "charge (voice-servic) is not in the bundle in force; did you mean voice-service");
    for (String unknown :
        List.of("region=us-west-9", "country=XX", "number_type=x", "plan=x", "charge=")) {
      assertThat(fatma.get(prices + unknown).statusCode()).as(unknown).isEqualTo(400);
    }
  }
}
