import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Asks a running service as fast as it answers, while its live bundle changes every second. */
public final class ServeLoad {
  private static final String PASSWORD = "only for this measurement";
  private static final String CHEAP = "\"0.018\"";
  private static final String DEAR = "\"0.02\"";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String home;

  private ServeLoad(String home) {
    this.home = home;
  }

  /** The times of requests in nanoseconds, and what went wrong. */
  private record Measured(List<Long> nanos, List<String> wrong, int dear) {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("edit")) {
      edit(Path.of(args[1]));
      return;
    }
    String said = Files.readString(Path.of(args[1]));
    int seconds = 20;
    int clients = 4;
    String millions = "1,10";
    for (int i = 5; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--seconds" -> seconds = Integer.parseInt(args[i + 1]);
        case "--clients" -> clients = Integer.parseInt(args[i + 1]);
        case "--millions" -> millions = args[i + 1];
        default -> throw new IllegalArgumentException("There is no option " + args[i] + ".");
      }
    }
    ServeLoad load = new ServeLoad(found(said, "(http://[^;]+);"));
    load.measure(found(said, "password (\\w+)"), Path.of(args[2]), seconds, clients);
    if (!millions.equals("0")) {
      System.out.println();
      load.takeIn(Path.of(args[3]), args[4], millions.split(","));
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }

  /** Writes another price of voice into the workbook: the first 0.018 of its sheets. */
  private static void edit(Path workbook) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean done = false;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(workbook));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (!done && entry.getName().startsWith("xl/worksheets/sheet")) {
          String text = new String(content, StandardCharsets.UTF_8);
          String edited =
              text.replaceFirst("<v>(0\\.018|1\\.7999999999999999E-2|1\\.8E-2)</v>", "<v>0.02</v>");
          done = !edited.equals(text);
          content = edited.getBytes(StandardCharsets.UTF_8);
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content);
      }
    }
    if (!done) {
      throw new IllegalStateException("No price of 0.018 was found in " + workbook + ".");
    }
    Files.write(workbook, bytes.toByteArray());
  }

  private void measure(String oneTime, Path dear, int seconds, int clients) throws Exception {
    changePassword("admin", oneTime);
    String admin = key("admin");
    String finance = join(admin, "finance");
    String approver = join(admin, "approver");
    awaitReady();
    handIn(finance, dear);
    expect(200, post(approver, "/api/v1/bundles/2024.5.0/approve", "{\"why\":\"load\"}"));
    expect(200, post(approver, "/api/v1/bundles/2024.5.0/deploy", "{\"why\":\"load\"}"));
    String estimate =
        "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":[{\"usage_type\":"
            + "\"voice-inbound\",\"quantity\":\"420\",\"count\":1000,\"country\":\"US\","
            + "\"number_type\":\"did\"}]}";
    System.out.println(
        "| request | clients | seconds | requests/s | median ms | p99 ms | bundle changes | by the"
            + " other bundle | wrong |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    boolean good =
        measure("estimate", "/api/v1/estimate", estimate, finance, approver, seconds, 1)
            & measure("estimate", "/api/v1/estimate", estimate, finance, approver, seconds, clients)
            & measure(
                "rate 1,000 records", "/api/v1/rate", records(), finance, approver, seconds, clients);
    if (!good) {
      System.exit(1);
    }
  }

  /**
   * Sends millions of records, each number of them to an account of its own: how long each step
   * takes, the most memory that the process had meanwhile, and how much larger its data are.
   */
  private void takeIn(Path data, String pid, String[] millions) throws Exception {
    String finance = key("finance");
    System.out.println(
        "| records, CSV in gzip | MB sent | taken in s | sent again s | preview s | peak memory MB |"
            + " data MB |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String million : millions) {
      long records = Math.round(Double.parseDouble(million) * 1e6);
      Path file = data.resolveSibling("usage-" + million + ".csv.gz");
      write(file, records);
      String account = "load-" + million.replace('.', '-');
      expect(
          200,
          send(
              finance,
              "PUT",
              "/api/v1/accounts/" + account,
              "application/yaml",
              BodyPublishers.ofString(
                  "account: \"" + account + "\"\ncurrency: USD\n"
                      + "instances: [{ id: main, region: us-west-2 }]\n")));
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
      long before = size(data);
      String usage = "/api/v1/accounts/" + account + "/usage?name=usage.csv.gz";
      double taken = seconds(finance, usage, file, "\"added\":" + records);
      long stored = size(data) - before;
      double again = seconds(finance, usage, file, "\"added\":0");
      String preview = "/api/v1/accounts/" + account + "/preview?month=2024-05";
      double rated = seconds(finance, preview, null, "total_exact");
      System.out.printf(
          Locale.ROOT,
          "| %s million | %d | %.1f | %.1f | %.1f | %d | %d |%n",
          million,
          Files.size(file) >> 20,
          taken,
          again,
          rated,
          peak(pid),
          stored >> 20);
      Files.delete(file);
    }
  }

  /** Sends a file, or asks where there is none; how many seconds the answer took. */
  private double seconds(String key, String path, Path file, String expected) throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> answer =
        file == null
            ? send(key, "GET", path, "text/plain", BodyPublishers.noBody())
            : send(key, "POST", path, "application/octet-stream", BodyPublishers.ofFile(file));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!answer.body().contains(expected)) {
      String body = answer.body();
      throw new IllegalStateException(
          answer.statusCode() + " " + body.substring(0, Math.min(500, body.length())));
    }
    return seconds;
  }

  private HttpResponse<String> send(
      String key, String method, String path, String type, HttpRequest.BodyPublisher body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(home + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type)
            .method(method, body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static long peak(String pid) throws IOException {
    return Long.parseLong(
            found(Files.readString(Path.of("/proc/" + pid + "/status")), "VmHWM:\\s+(\\d+) kB"))
        >> 10;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  /** Calls of one month: each value is a hash of the record's number. */
  private static void write(Path file, long records) throws IOException {
    String[] countries = {"US", "DE", "FR", "GB", "TR", "JP", "BR", "IN"};
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
            1 << 16)) {
      out.write(
          "record_id,instance,usage_type,start_time,quantity,country,number_type,resource_id\n");
      StringBuilder line = new StringBuilder();
      for (long i = 0; i < records; i++) {
        long hash = (i + 1) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        line.setLength(0);
        line.append(Long.toHexString(hash)).append(",main,voice-inbound,2024-05-");
        two(line, 1 + (int) (i * 31 / records)).append('T');
        two(line, (int) (hash >>> 8 & 0xFFFF) % 24).append(':');
        two(line, (int) (hash >>> 16 & 0xFFFF) % 60).append(':');
        two(line, (int) (hash >>> 24 & 0xFFFF) % 60).append("Z,");
        line.append((hash >>> 32 & 0xFFFF) % 900).append(',');
        line.append(countries[(int) (hash >>> 40 & 7)]).append(",did,agent-");
        line.append((hash >>> 44 & 0xFFFF) % 2000).append('\n');
        out.append(line);
      }
    }
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }

  private static String records() {
    StringBuilder body =
        new StringBuilder(
            "{\"month\":\"2024-05\",\"account\":{\"account\":\"load\",\"currency\":\"USD\","
                + "\"instances\":[{\"id\":\"main\",\"region\":\"us-west-2\"}]},\"usage\":[");
    for (int i = 0; i < 1000; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"record_id\":\"r")
          .append(i)
          .append("\",\"instance\":\"main\",\"usage_type\":\"voice-inbound\",\"start_time\":")
          .append("\"2024-05-")
          .append(String.format(Locale.ROOT, "%02d", 1 + i % 28))
          .append("T09:00:00Z\",\"quantity\":\"")
          .append(60 + i % 600)
          .append("\",\"country\":\"US\",\"number_type\":\"did\"}");
    }
    return body.append("]}").toString();
  }

  private boolean measure(
      String name, String path, String body, String asks, String changes, int seconds, int clients)
      throws Exception {
    run(path, body, asks, Math.min(5, seconds), clients);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService changer = Executors.newSingleThreadExecutor();
    Future<List<Integer>> changed = changer.submit(() -> change(changes, over));
    Measured measured = run(path, body, asks, seconds, clients);
    over.set(true);
    List<Integer> answers = changed.get();
    changer.shutdown();
    List<String> wrong = new ArrayList<>(measured.wrong());
    answers.stream().filter(status -> status != 200).forEach(status -> wrong.add("roll back: " + status));
    List<Long> nanos = measured.nanos();
    Collections.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.0f | %.1f | %.1f | %d | %d | %d |%n",
        name,
        clients,
        seconds,
        nanos.size() / (double) seconds,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get((int) (nanos.size() * 0.99)) / 1e6,
        answers.size(),
        measured.dear(),
        wrong.size());
    wrong.stream().limit(3).forEach(System.err::println);
    return wrong.isEmpty();
  }

  /** Makes the one bundle live and the other, every second. */
  private List<Integer> change(String key, AtomicBoolean over) throws Exception {
    List<Integer> answers = new ArrayList<>();
    while (!over.get()) {
      String to = answers.size() % 2 == 0 ? "0.1.0" : "2024.5.0";
      answers.add(
          post(key, "/api/v1/bundles/rollback", "{\"to\":\"" + to + "\",\"why\":\"load\"}")
              .statusCode());
      TimeUnit.SECONDS.sleep(1);
    }
    if (answers.size() % 2 == 1) {
      post(key, "/api/v1/bundles/rollback", "{\"to\":\"2024.5.0\",\"why\":\"load\"}");
    }
    return answers;
  }

  private Measured run(String path, String body, String key, int seconds, int clients)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Callable<Measured> one = () -> ask(path, body, key, end);
    List<Long> nanos = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int dear = 0;
    for (Future<Measured> future : pool.invokeAll(Collections.nCopies(clients, one))) {
      nanos.addAll(future.get().nanos());
      wrong.addAll(future.get().wrong());
      dear += future.get().dear();
    }
    pool.shutdown();
    return new Measured(nanos, wrong, dear);
  }

  private Measured ask(String path, String body, String key, long end) throws Exception {
    List<Long> nanos = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    int dear = 0;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      HttpResponse<String> answer = post(key, path, body);
      nanos.add(System.nanoTime() - start);
      String text = answer.body();
      boolean ofDear = text.contains("\"2024.5.0\"");
      // Each bundle has its own price of voice, and no answer may show that of the other.
      if (answer.statusCode() != 200
          || ofDear == text.contains("\"0.1.0\"")
          || ofDear == text.contains(CHEAP)
          || ofDear != text.contains(DEAR)) {
        wrong.add(answer.statusCode() + " " + text.substring(0, Math.min(300, text.length())));
      }
      dear += ofDear ? 1 : 0;
    }
    return new Measured(nanos, wrong, dear);
  }

  private String join(String admin, String role) throws Exception {
    HttpResponse<String> invited =
        expect(
            201,
            post(admin, "/api/v1/users", "{\"name\":\"" + role + "\",\"role\":\"" + role + "\"}"));
    changePassword(role, found(invited.body(), "\"password\":\"(\\w+)\""));
    return key(role);
  }

  private void changePassword(String name, String present) throws Exception {
    expect(
        204,
        client.send(
            HttpRequest.newBuilder(URI.create(home + "/api/v1/me/password"))
                .header("Authorization", basic(name, present))
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"present\":\"" + present + "\",\"next\":\"" + PASSWORD + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString()));
  }

  private String key(String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(home + "/api/v1/me/tokens"))
            .header("Authorization", basic(name, PASSWORD))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"label\":\"load\",\"days\":1}"))
            .build();
    return found(
        expect(201, client.send(request, HttpResponse.BodyHandlers.ofString())).body(),
        "\"key\":\"(\\w+)\"");
  }

  private static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private void awaitReady() throws Exception {
    for (int i = 0; i < 300; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(home + "/actuator/health/readiness")).build();
      if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new IllegalStateException("The service did not become ready.");
  }

  private void handIn(String key, Path jar) throws Exception {
    String boundary = "a-boundary-that-is-in-no-bundle";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String head =
        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"why\"\r\n\r\nload\r\n--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"dear.jar\"\r\n"
            + "Content-Type: application/java-archive\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(Files.readAllBytes(jar));
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    expect(
        201,
        client.send(
            HttpRequest.newBuilder(URI.create(home + "/api/v1/bundles"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofString()));
  }

  private HttpResponse<String> post(String key, String path, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(home + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new IllegalStateException(
          Arrays.asList(answer.uri(), answer.statusCode(), answer.body()).toString());
    }
    return answer;
  }
}
