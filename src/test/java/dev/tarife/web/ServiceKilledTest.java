package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code tarife serve} from outside, killed with SIGKILL while it works. */
@Tag("outside")
class ServiceKilledTest extends ServiceProcess {
  private static final int BATCH = 500;

  /** As many requests as come: the faster the machine, the more. */
  @Override
  Map<String, String> environment() {
    return Map.of("TARIFE_REQUESTS_BURST", "1000000");
  }

  private static String batch(int number) {
    StringBuilder csv =
        new StringBuilder(
            "record_id,instance,usage_type,start_time,quantity,country,number_type\n");
    for (int i = 0; i < BATCH; i++) {
      csv.append("r-")
          .append(number * BATCH + i)
          .append(",main,voice-inbound,2024-05-06T09:00:00Z,60,US,did\n");
    }
    return csv.toString();
  }

  private int take(int number) throws Exception {
    return admin("POST", "/api/v1/accounts/1/usage?name=usage.csv", "text/csv", batch(number))
        .statusCode();
  }

  private long records() throws Exception {
    String months = admin("GET", "/api/v1/accounts/1/months", "text/plain", "").body();
    return months.contains("\"items\":[]")
        ? 0
        : Long.parseLong(first(months, "\"records\":(\\d+)"));
  }

  @Test
  void nothingThatWasAcknowledgedIsLostAndNothingCountsTwice() throws Exception {
    startForTheFirstTime();
    assertThat(
            admin(
                    "PUT",
                    "/api/v1/accounts/1",
                    "application/yaml",
                    "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n")
                .statusCode())
        .isEqualTo(200);

    Random random = new Random(20_240_506);
    AtomicInteger acknowledged = new AtomicInteger();
    for (int round = 0; round < 4; round++) {
      int before = acknowledged.get();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (take(acknowledged.get()) == 201) {
                    acknowledged.incrementAndGet();
                  }
                } catch (Exception e) {
                  // It was killed.
                }
              });
      while (acknowledged.get() == before && !sending.isDone()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
      kill();
      sending.get(10, TimeUnit.MINUTES);
      start();
      awaitReady();
      // The batch that was on its way may be there, wholly.
      assertThat(records())
          .isIn((long) acknowledged.get() * BATCH, (acknowledged.get() + 1L) * BATCH);
    }
    assertThat(acknowledged.get()).isGreaterThan(3);
    for (int number = 0; number <= acknowledged.get(); number++) {
      assertThat(take(number)).isEqualTo(201);
    }
    assertThat(records()).isEqualTo((acknowledged.get() + 1L) * BATCH);
    String preview =
        admin("GET", "/api/v1/accounts/1/preview?month=2024-05", "text/plain", "").body();
    assertThat(preview).contains("\"quantity\": \"" + (acknowledged.get() + 1L) * BATCH + "\"");
    assertThat(admin("GET", "/api/v1/journal/verify", "text/plain", "").body())
        .contains("\"whole\":true");
    assertThat(admin("GET", "/api/v1/bundles", "text/plain", "").body())
        .contains("\"version\":\"0.1.0\"");
  }

  private String live() throws Exception {
    String bundles = admin("GET", "/api/v1/bundles", "text/plain", "").body();
    return first(bundles, "\"live\":\\{[^}]*\"version\":\"([^\"]+)\"");
  }

  /** Hands in a bundle, and has another person approve it. */
  private void approved(String version) throws Exception {
    byte[] jar =
        BundleBuilder.build(Path.of("decision-tables"), BundleVersion.parse(version)).jar();
    String boundary = "a-boundary-that-is-in-no-bundle";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"why\"\r\n\r\ntest\r\n--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"b.jar\"\r\n"
            + "Content-Type: application/java-archive\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(jar);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    String type = "multipart/form-data; boundary=" + boundary;
    HttpResponse<String> handed =
        send(
            "admin",
            PASSWORD,
            "POST",
            "/api/v1/bundles",
            type,
            BodyPublishers.ofByteArray(body.toByteArray()));
    assertThat(handed.statusCode()).as(handed.body()).isEqualTo(201);
    String person = "{\"name\":\"ada\",\"role\":\"approver\"}";
    String invited = admin("POST", "/api/v1/users", "application/json", person).body();
    choosePassword("ada", first(invited, "\"password\":\"(\\w+)\""));
    assertThat(ada("/api/v1/bundles/" + version + "/approve", "{\"why\":\"test\"}")).isEqualTo(200);
  }

  private int ada(String path, String body) throws Exception {
    return send("ada", PASSWORD, "POST", path, "application/json", body).statusCode();
  }

  /** Asks for a change of the live bundle; 0 where no answer came. */
  private int change(String to, boolean deployedBefore) {
    try {
      return deployedBefore
          ? ada("/api/v1/bundles/rollback", "{\"to\":\"" + to + "\",\"why\":\"test\"}")
          : ada("/api/v1/bundles/" + to + "/deploy", "{\"why\":\"test\"}");
    } catch (Exception e) {
      return 0;
    }
  }

  @Test
  void aDeployThatIsCutOffHasHappenedOrNot() throws Exception {
    startForTheFirstTime();
    approved("2024.5.0");
    Random random = new Random(20_240_507);
    Set<String> deployed = new HashSet<>(Set.of("0.1.0"));
    String live = "0.1.0";
    for (int round = 0; round < 4; round++) {
      String other = live.equals("0.1.0") ? "2024.5.0" : "0.1.0";
      boolean before = deployed.contains(other);
      CompletableFuture<Integer> asked = CompletableFuture.supplyAsync(() -> change(other, before));
      // A deploy rebuilds the bundle first, which takes seconds.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(before ? 200 : 4000));
      kill();
      int status = asked.get(10, TimeUnit.MINUTES);
      start();
      awaitReady();
      String now = live();
      assertThat(now).isIn(live, other);
      if (status == 200) {
        assertThat(now).as("what was acknowledged").isEqualTo(other);
      }
      assertThat(admin("GET", "/api/v1/journal/verify", "text/plain", "").body())
          .contains("\"whole\":true");
      deployed.add(now);
      live = now;
    }
    String other = live.equals("0.1.0") ? "2024.5.0" : "0.1.0";
    assertThat(change(other, deployed.contains(other))).isEqualTo(200);
    assertThat(live()).isEqualTo(other);
  }
}
