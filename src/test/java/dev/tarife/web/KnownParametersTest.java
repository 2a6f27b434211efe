package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Names that the service does not know are refused, with the names that it knows. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the field.
class KnownParametersTest {
  private static final String ACCOUNT =
      "account: \"known\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";
  private static final String USAGE =
      "record_id,instance,usage_type,start_time\na,main,task,2024-05-06T09:00:00Z\n";

  private Program fatma;

  @BeforeAll
  void begin() {
    Service service = Running.ready();
    People.add(service);
    fatma = new Program(service, People.FATMA);
    assertThat(put(ACCOUNT).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> put(String account) {
    return fatma.put("/api/v1/accounts/known", "application/yaml", account);
  }

  private HttpResponse<String> rate(Map<String, String> fields, String usage) {
    return fatma.form(
        "/api/v1/rate",
        fields,
        Program.File.of("account", "account.yaml", ACCOUNT),
        Program.File.of(usage, "usage.csv", USAGE));
  }

  private static void assertRefused(HttpResponse<String> answer, String said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains(said);
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertRefused(
        fatma.get("/api/v1/accounts/known/preview?month=2024-05&mnth=2024-06"),
        "The parameter (mnth) is unknown; did you mean month?");
    assertRefused(
        fatma.get("/api/v1/invoices?acount=known"),
        "The parameter (acount) is unknown; did you mean account? Known: account, after, limit");
    assertRefused(
        fatma.get("/api/v1/accounts?page=2"),
        "The parameter (page) is unknown; known: after, limit");
    assertRefused(
        fatma.post(
            "/api/v1/accounts/known/usage?nam=usage.csv",
            "text/csv",
            BodyPublishers.ofString(USAGE)),
        "The parameter (nam) is unknown; did you mean name?");
    assertThat(fatma.get("/api/v1/accounts/known/batches").body()).contains("\"total\":0");
  }

  @Test
  void anUnknownPartOfAFormIsRefused() {
    String known = "Known: account, contact-records, format, month, numbers, usage";
    assertRefused(
        rate(Map.of("month", "2024-05"), "usge"),
        "The parameter (usge) is unknown; did you mean usage? " + known);
    assertRefused(
        rate(Map.of("month", "2024-05", "formt", "csv"), "usage"),
        "The parameter (formt) is unknown; did you mean format? " + known);
    HttpResponse<String> fine = rate(Map.of("month", "2024-05", "format", "json"), "usage");
    assertThat(fine.statusCode()).as(fine.body()).isEqualTo(200);
  }

  @Test
  void anActivationOfNoTrialIsRefused() {
    HttpResponse<String> answer = put(ACCOUNT + "activations: { contact-lens-voic: 2024-04-10 }\n");
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains("the activation (contact-lens-voic) is unknown")
        .contains("write contact-lens-voice");
    assertThat(fatma.get("/api/v1/accounts/known").body()).doesNotContain("contact-lens-voic");
    assertThat(put(ACCOUNT + "activations: { contact-lens-voice: 2024-04-10 }\n").statusCode())
        .isEqualTo(200);
    assertThat(put(ACCOUNT).statusCode()).isEqualTo(200);
  }
}
