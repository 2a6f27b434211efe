package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.problem.ProblemException;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.TemporaryFiles;
import dev.tarife.web.rating.WorkQueue;
import dev.tarife.web.security.TokenKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What is too large, too slow, or takes too long: refused with a problem, and nothing of it stays.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class BoundsTest {
  private static final String HEADER = "record_id,instance,usage_type,start_time\n";
  private static final String ACCOUNT =
      "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";

  @TempDir private static Path data = Path.of("");
  private Service service;
  private Program fatma;

  @BeforeAll
  void begin() throws InterruptedException {
    service =
        Running.start(
            data,
            new ArrayList<>(),
            Map.of(
                "TARIFE_UPLOAD_LIMIT",
                "1MB",
                "tarife.rating.deadline",
                "1ms",
                "tarife.requests.patience",
                "1s",
                // What is too slow is said to be, and not only no longer waited for.
                "server.tomcat.connection-timeout",
                "5m"));
    People.add(service);
    fatma = new Program(service, People.FATMA);
    for (int i = 0; i < 600 && !service.part(Bundles.class).isReady(); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    assertThat(fatma.put("/api/v1/accounts/1", "application/yaml", ACCOUNT).statusCode())
        .isEqualTo(200);
  }

  @AfterAll
  void end() {
    service.close();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String title) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Program.json(answer).path("title").stringValue()).contains(title);
  }

  /** Files of requests, which are deleted with them. */
  private void assertNothingStays() throws IOException {
    try (Stream<Path> files = Files.list(service.part(TemporaryFiles.class).spill().getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("work"));
    }
  }

  @Test
  void whatIsTooLargeIsRefusedInAFormAndInABody() throws IOException {
    String large = HEADER + "x".repeat(2 << 20);
    String live = fatma.get("/api/v1/bundles").body();
    Program.File account = Program.File.of("account", "account.yaml", ACCOUNT);
    assertProblem(
        fatma.form(
            "/api/v1/rate",
            Map.of("month", "2024-05"),
            account,
            Program.File.of("usage", "usage.csv", large)),
        413,
        "larger than an upload may be");
    assertProblem(
        fatma.form(
            "/api/v1/bundles",
            Map.of("why", "May prices"),
            Program.File.of("bundle", "may.jar", large)),
        413,
        "larger than an upload may be");
    assertProblem(
        fatma.post("/api/v1/accounts/1/usage", "text/csv", BodyPublishers.ofString(large)),
        413,
        "which is the most an upload may have");
    assertThat(fatma.get("/api/v1/accounts/1/batches").body()).contains("\"total\":0");
    assertThat(fatma.get("/api/v1/bundles").body()).isEqualTo(live);
    assertNothingStays();
  }

  @Test
  void aRatingThatTakesTooLongIsStopped() {
    WorkQueue workshop = service.part(WorkQueue.class);
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch mayEnd = new CountDownLatch(1);
    try {
      // Others hold every place: it cannot be done in time, however fast the machine is.
      while (begun.get() < service.part(RatingSettings.class).atOnce()) {
        assertThatThrownBy(() -> workshop.run(() -> hold(begun, mayEnd)))
            .isInstanceOf(ProblemException.class);
      }
      HttpResponse<String> answer =
          fatma.form(
              "/api/v1/rate",
              Map.of("month", "2024-05"),
              Program.File.of("account", "account.yaml", ACCOUNT),
              Program.File.of("usage", "usage.csv", HEADER + "a,main,task,2024-05-06T09:00:00Z\n"));
      assertProblem(answer, 503, "and was stopped");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    } finally {
      mayEnd.countDown();
    }
  }

  private static boolean hold(AtomicInteger begun, CountDownLatch mayEnd) {
    begun.incrementAndGet();
    while (mayEnd.getCount() > 0) {
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        // It has run out of time, and holds its place.
      }
    }
    return true;
  }

  @Test
  void whoSendsByteByByteIsCutOff() throws Exception {
    for (String request :
        new String[] {
          "/api/v1/accounts/1/usage HTTP/1.1\r\nContent-Type: text/csv",
          "/api/v1/estimate HTTP/1.1\r\nContent-Type: application/json",
          "/api/v1/rate HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x"
        }) {
      String answer = drip(request, " ".repeat(600));
      assertThat(answer).as(request).startsWith("HTTP/1.1 408 ").contains("came too slowly");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
    assertThat(fatma.get("/api/v1/accounts/1/batches").body()).contains("\"total\":0");
    assertNothingStays();
  }

  @Test
  void aFormByteByByteIsCutOffAndLeavesAtMostALineAMinute() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      for (String form :
          new String[] {
            "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
          }) {
        String answer = drip("/login HTTP/1.1\r\nContent-Type: " + form, "", " ".repeat(600));
        assertThat(answer).as(form).startsWith("HTTP/1.1 408 ").contains("came too slowly");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
      }
      String broken =
          drip(
              "/login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  + "Transfer-Encoding: chunked",
              "",
              "zz\r\n".repeat(100));
      assertThat(broken).startsWith("HTTP/1.1 400 ").contains("cannot be read");
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR)))
        .isEmpty();
    assertThat(log.list)
        .filteredOn(event -> event.getFormattedMessage().contains("came too slowly"))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(event -> event.getThrowableProxy() == null);
  }

  /** Sends a body at ten bytes a second until there is an answer, and gives that. */
  private String drip(String request, String body) throws Exception {
    String key = service.part(TokenKeys.class).make(People.FATMA, "drip", Duration.ofDays(1)).key();
    return drip(request, "\r\nAuthorization: Bearer " + key, body);
  }

  private String drip(String request, String signedIn, String body) throws Exception {
    String length = request.contains("Transfer-Encoding") ? "" : "\r\nContent-Length: 100000";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      String head = "POST " + request + "\r\nHost: here" + signedIn + length + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < body.length() && in.available() == 0; i++) {
        try {
          out.write(body.charAt(i));
          out.flush();
        } catch (SocketException e) {
          break;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(in.available()).as("it was not cut off").isPositive();
      return toItsEnd(in);
    }
  }

  /** All of an answer; what was sent after it may end it with a reset. */
  private static String toItsEnd(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException e) {
      assertThat(answer.size()).as(e.getMessage()).isPositive();
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
