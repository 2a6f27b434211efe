package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tarife serve} from outside, stopped with SIGTERM while it works. */
@Tag("outside")
class ServiceStoppedTest extends ServiceProcess {
  private static final String ACCOUNT =
      "account: \"1\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";
  private static final String USAGE =
      "record_id,instance,usage_type,start_time\na,main,case,2024-05-06T09:00:00Z\n";

  private Path temporary() {
    return folder.resolve("temporary");
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "TARIFE_LOG_FORMAT",
        "ecs",
        "JAVA_OPTS",
        "-Djava.io.tmpdir=" + temporary(),
        // The service waits for this test, however long a busy machine takes for it.
        "SERVER_TOMCAT_CONNECTIONTIMEOUT",
        "5m",
        "TARIFE_REQUESTS_PATIENCE",
        "5m",
        "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE",
        "5m");
  }

  @Test
  void whatIsBeingRatedIsAnsweredAndNothingIsLeftBehind() throws Exception {
    Files.createDirectory(temporary());
    startForTheFirstTime();
    assertThat(admin("PUT", "/api/v1/accounts/1", "application/yaml", ACCOUNT).statusCode())
        .isEqualTo(200);
    assertThat(admin("POST", "/api/v1/accounts/1/usage", "text/csv", USAGE).statusCode())
        .isEqualTo(201);
    String order = "{\"month\":\"2024-05\"}";
    String issued = admin("POST", "/api/v1/accounts/1/invoices", "application/json", order).body();
    assertThat(first(issued, "\"id\":\"([^\"]+)\"")).isEqualTo("1-2024-05-1");

    Process running = Objects.requireNonNull(process);
    try (Socket socket = connect()) {
      byte[] request = request();
      OutputStream out = socket.getOutputStream();
      // All but the end: the request is being worked on when the signal comes.
      out.write(request, 0, request.length - 10);
      out.flush();
      awaitItsFile();
      running.destroy();
      awaitNobodyElseIsLetIn();
      out.write(request, request.length - 10, 10);
      out.flush();
      String answer = read(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"total_exact\": \"0.12\"");
    }
    assertThat(running.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(running.exitValue()).isZero();
    assertThat(temporary()).isEmptyDirectory();
    assertThat(logged())
        .as("each line of the log is JSON, and what concerns an invoice has its id")
        .anySatisfy(
            line -> {
              assertThat(line.path("invoice").stringValue("")).isEqualTo("1-2024-05-1");
              assertThat(line.path("message").stringValue("")).isNotEmpty();
            });

    start();
    awaitReady();
    assertThat(admin("GET", "/api/v1/invoices/1-2024-05-1", "text/plain", "").body())
        .contains("\"total_exact\": \"0.12\"");
    assertThat(admin("GET", "/api/v1/journal/verify", "text/plain", "").body())
        .contains("\"whole\":true");
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), URI.create(home).getPort());
  }

  /** Waits until a part of the form has been put into a file: then it is being worked on. */
  private void awaitItsFile() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      try (Stream<Path> files = Files.walk(temporary())) {
        if (files.anyMatch(file -> file.getFileName().toString().startsWith("upload_"))) {
          return;
        }
      } catch (UncheckedIOException e) {
        // A file was deleted meanwhile: look again.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("It takes nothing in.");
  }

  private void awaitNobodyElseIsLetIn() throws Exception {
    for (int i = 0; i < 2_400; i++) {
      try {
        connect().close();
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (ConnectException e) {
        return;
      }
    }
    throw new AssertionError("It goes on to let people in.");
  }

  /** Files to rate, as a form. */
  private static byte[] request() {
    StringBuilder form = new StringBuilder();
    part(form, "month\"", "2024-05");
    part(form, "account\"; filename=\"account.yaml\"", ACCOUNT);
    part(form, "usage\"; filename=\"usage.csv\"", USAGE);
    form.append("--end-of-part--\r\n");
    String basic =
        Base64.getEncoder()
            .encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
    String head =
        "POST /api/v1/rate HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAuthorization: Basic "
            + basic
            + "\r\nContent-Type: multipart/form-data; boundary=end-of-part\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n";
    return (head + form).getBytes(StandardCharsets.US_ASCII);
  }

  private static void part(StringBuilder form, String name, String content) {
    form.append("--end-of-part\r\nContent-Disposition: form-data; name=\"")
        .append(name)
        .append("\r\n\r\n")
        .append(content)
        .append("\r\n");
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private List<JsonNode> logged() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> JsonMapper.shared().readTree(line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
