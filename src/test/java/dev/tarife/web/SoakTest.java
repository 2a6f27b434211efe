package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tarife.Needs;
import dev.tarife.acceptance.EditedTables;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.bundles.Bundles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Mixed work for as long as {@code TARIFE_SOAK} says, while connections are retired, bundles
 * change, deadlines pass, the disk is full and the database goes away: nothing is lost, nothing
 * counts twice, no amount is wrong, and whoever asks is told the truth.
 */
@Tag("slow")
class SoakTest {
  private static final Duration LASTS =
      Optional.ofNullable(System.getenv("TARIFE_SOAK"))
          .map(DurationStyle.SIMPLE::parse)
          .orElse(Duration.ofSeconds(150));

  private static final String READINESS = "/actuator/health/readiness";
  private static final String ESTIMATE =
      "{\"month\":\"2024-05\",\"region\":\"us-west-2\",\"usage\":[{\"usage_type\":\"case\"}]}";
  private static final String OTHER = "2024.6.0";
  private static final Map<String, String> PRICES = Map.of("0.1.0", "0.12", OTHER, "0.13");

  /** Bundles take longer to hand in than the deadline that the work is to meet. */
  private static final Map<String, String> PATIENT = Map.of("tarife.rating.deadline", "10m");

  /** Too much to do, no room, or no database at the moment: send it again. */
  private static final Set<Integer> LATER = Set.of(429, 503, 507);

  private static final int ACCOUNTS = 2;
  private static final int RECORDS = 100;

  @TempDir private Path folder = Path.of("");
  private @Nullable Service running;
  private @Nullable EmbeddedPostgres postgres;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean fault = new AtomicBoolean();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final List<List<String>> deliveries = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> done = new TreeMap<>();

  private Service start(Path data, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tarife.requests.burst", "1000000");
    settings.put("tarife.requests.per-second", "1000000");
    settings.put("tarife.database.pulse", "1s");
    settings.put("tarife.database.patience", "5m");
    Service service = Running.start(data, new ArrayList<>(), settings);
    running = service;
    return service;
  }

  @AfterEach
  void stop() throws IOException {
    if (running != null) {
      running.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    boolean met = condition.getAsBoolean();
    for (int i = 0; i < 6_000 && !met; i++) {
      LockSupport.parkNanos(100_000_000);
      met = condition.getAsBoolean();
    }
    assertThat(met).as(what).isTrue();
  }

  /** Two bundles that price a case differently, the accounts, and people. */
  private void prepare(Service service) throws Exception {
    People.add(service);
    await("a bundle is live", () -> service.part(Bundles.class).isReady());
    Program fatma = new Program(service, People.FATMA);
    Program ada = new Program(service, People.ADA);
    Path tables = Files.createDirectory(folder.resolve("tables"));
    try (EditedTables edited = EditedTables.copy(tables)) {
      edited.change("prices.xlsx", "Prices", "Charge", "case", "Unit price", 0.13);
      edited.save();
    }
    Map<String, byte[]> workbooks = new TreeMap<>(TablesReader.workbooks(tables));
    workbooks.remove(TablesReader.SCENARIOS);
    byte[] jar = BundleBuilder.build(workbooks, BundleVersion.parse(OTHER)).jar();
    String why = "{\"why\":\"soak\"}";
    assertThat(
            fatma
                .form(
                    "/api/v1/bundles",
                    Map.of("why", "soak"),
                    new Program.File("bundle", "other.jar", jar))
                .statusCode())
        .isEqualTo(201);
    assertThat(ada.post("/api/v1/bundles/" + OTHER + "/approve", why).statusCode()).isEqualTo(200);
    assertThat(ada.post("/api/v1/bundles/" + OTHER + "/deploy", why).statusCode()).isEqualTo(200);
    for (int account = 0; account < ACCOUNTS; account++) {
      String described =
          "account: \"%d\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n"
              .formatted(account);
      assertThat(
              fatma.put("/api/v1/accounts/" + account, "application/yaml", described).statusCode())
          .isEqualTo(200);
      deliveries.add(new CopyOnWriteArrayList<>());
    }
  }

  /** Something that breaks, and is whole again when it returns. */
  @FunctionalInterface
  private interface Breaking {
    void run(int round) throws Exception;
  }

  private void soak(Service service, Breaking breaking) throws Exception {
    List<Runnable> work = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      int number = account;
      Program sender = new Program(service, People.FATMA);
      Program reader = new Program(service, People.VERA);
      work.add(() -> repeat(round -> send(sender, number, round)));
      work.add(() -> repeat(round -> preview(reader, number)));
    }
    Program vera = new Program(service, People.VERA);
    Program ada = new Program(service, People.ADA);
    Program ali = new Program(service, People.ALI);
    work.add(() -> repeat(round -> estimate(vera)));
    work.add(
        () ->
            repeat(
                round -> {
                  String to = round % 2 == 0 ? "0.1.0" : OTHER;
                  String body = "{\"to\":\"" + to + "\",\"why\":\"soak\"}";
                  note("bundle", ada.post("/api/v1/bundles/rollback", body), 200, 409);
                  TimeUnit.SECONDS.sleep(1);
                }));
    work.add(
        () ->
            repeat(
                round -> {
                  String person = "{\"name\":\"p%d\",\"role\":\"viewer\"}".formatted(round);
                  note("person", ali.post("/api/v1/users", person), 201, 409);
                  service
                      .part(DataSource.class)
                      .unwrap(HikariDataSource.class)
                      .getHikariPoolMXBean()
                      .softEvictConnections();
                  TimeUnit.SECONDS.sleep(2);
                }));
    ExecutorService pool = Executors.newFixedThreadPool(work.size());
    List<Future<?>> all = new ArrayList<>();
    work.forEach(one -> all.add(pool.submit(one)));
    long end = System.nanoTime() + LASTS.toNanos();
    for (int round = 0; System.nanoTime() < end; round++) {
      TimeUnit.SECONDS.sleep(5);
      fault.set(true);
      breaking.run(round);
      // For a second the answer may still be that from before.
      TimeUnit.MILLISECONDS.sleep(1_500);
      await("it is ready again", () -> vera.get(READINESS).statusCode() == 200);
      fault.set(false);
    }
    over.set(true);
    for (Future<?> one : all) {
      one.get(10, TimeUnit.MINUTES);
    }
    pool.shutdown();
    System.out.println("soak: " + done);
    assertThat(wrong).isEmpty();
    assertThat(done.keySet()).contains("usage", "preview", "estimate", "bundle", "person");
  }

  /** What is done again and again. */
  @FunctionalInterface
  private interface Step {
    void run(int round) throws Exception;
  }

  private void repeat(Step step) {
    for (int round = 0; !over.get(); round++) {
      try {
        step.run(round);
      } catch (UncheckedIOException e) {
        count("no answer");
      } catch (Exception e) {
        wrong.add(e.toString());
      }
    }
  }

  /** Notes an answer; whether it is one of those that are expected. */
  private boolean note(String what, HttpResponse<String> answer, Integer... expected) {
    int status = answer.statusCode();
    if (List.of(expected).contains(status)) {
      count(what);
      return true;
    }
    count(what + " " + status);
    if (!LATER.contains(status) && !(status == 500 && fault.get())) {
      wrong.add(what + ": " + status + " " + answer.body());
    }
    return false;
  }

  private void count(String what) {
    synchronized (done) {
      done.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }
  }

  private void send(Program program, int account, int round) throws InterruptedException {
    List<String> sent = deliveries.get(account);
    boolean again = !sent.isEmpty() && round % 3 == 2;
    String usage;
    if (again) {
      usage = sent.get(new Random(round).nextInt(sent.size()));
    } else {
      StringBuilder csv = new StringBuilder("record_id,instance,usage_type,start_time\n");
      for (int i = 0; i < RECORDS; i++) {
        csv.append(sent.size() * RECORDS + i).append(",main,case,2024-05-06T09:00:00Z\n");
      }
      usage = csv.toString();
      // It may be there from now on, whether it is answered or not.
      sent.add(usage);
    }
    // Whoever gets no answer sends again: wholly in, or not at all.
    while (!isTaken(program, account, usage) && !over.get()) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean isTaken(Program program, int account, String usage) {
    try {
      return note("usage", take(program, account, usage), 201);
    } catch (UncheckedIOException e) {
      // The server may close a connection just as the client uses it again.
      count("no answer");
      return false;
    }
  }

  private static HttpResponse<String> take(Program program, int account, String usage) {
    return program.post(
        "/api/v1/accounts/" + account + "/usage?name=usage.csv",
        "text/csv",
        BodyPublishers.ofString(usage));
  }

  /** Every record that was acknowledged counts, none counts twice, at the price of one bundle. */
  private void preview(Program program, int account) {
    int least = Math.max(0, deliveries.get(account).size() - 1) * RECORDS;
    HttpResponse<String> answer =
        program.get("/api/v1/accounts/" + account + "/preview?month=2024-05");
    int most = deliveries.get(account).size() * RECORDS;
    if (!note("preview", answer, 200)) {
      return;
    }
    JsonNode invoice = Program.json(answer);
    if (invoice.path("lines").isEmpty()) {
      if (least > 0) {
        wrong.add("no line of " + least + " records");
      }
      return;
    }
    JsonNode line = invoice.path("lines").path(0);
    int records = Integer.parseInt(line.path("quantity").stringValue());
    String price = PRICES.get(invoice.path("bundle").path("version").stringValue());
    if (records < least
        || records > most
        || records % RECORDS != 0
        || !line.path("unit_price").stringValue().equals(price)) {
      wrong.add(least + " to " + most + " records at " + price + ": " + line);
    }
  }

  private void estimate(Program program) {
    HttpResponse<String> answer = program.post("/api/v1/estimate", ESTIMATE);
    if (note("estimate", answer, 200)
        && !PRICES.containsValue(Program.json(answer).path("total_exact").stringValue())) {
      wrong.add(answer.body());
    }
  }

  /** After all: each delivery is there once, the journal is whole. */
  private void check(Service service) {
    await("a bundle is live", () -> service.part(Bundles.class).isReady());
    Program fatma = new Program(service, People.FATMA);
    for (int account = 0; account < ACCOUNTS; account++) {
      List<String> sent = deliveries.get(account);
      // The last may not have been acknowledged.
      for (int i = sent.size() - 1; i >= 0; i -= Math.max(1, sent.size() / 20)) {
        HttpResponse<String> answer = take(fatma, account, sent.get(i));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        if (i < sent.size() - 1) {
          assertThat(Program.json(answer).path("added").longValue()).isZero();
        }
      }
      int records = sent.size() * RECORDS;
      assertThat(fatma.get("/api/v1/accounts/" + account + "/months").body())
          .contains("\"records\":" + records + ",");
      JsonNode preview =
          Program.json(fatma.get("/api/v1/accounts/" + account + "/preview?month=2024-05"));
      assertThat(preview.at("/lines/0/quantity").stringValue())
          .isEqualTo(Integer.toString(records));
    }
    assertThat(fatma.get("/api/v1/journal/verify").body()).contains("\"whole\":true");
    assertThat(fatma.get(READINESS).statusCode()).isEqualTo(200);
  }

  @Test
  void theEmbeddedDatabaseOnADiskThatFillsAndEmpties() throws Exception {
    Needs.program("mount");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=400m", "tarife", disk.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Needs.met(
        mount.waitFor() == 0,
        "no disk can be made here (" + said + "): run as root, with the right to mount");
    try {
      Path data = disk.resolve("data");
      prepare(start(data, PATIENT));
      stop();
      Service service = start(data, Map.of("tarife.rating.deadline", "5s"));
      await("a bundle is live", () -> service.part(Bundles.class).isReady());
      Path filler = disk.resolve("filler");
      soak(
          service,
          round -> {
            if (round % 2 == 0) {
              fill(filler);
              TimeUnit.SECONDS.sleep(3);
              Files.delete(filler);
            } else {
              try {
                service.part(JdbcTemplate.class).execute("shutdown immediately");
              } catch (DataAccessException e) {
                assertThat(e).isNotNull();
              }
            }
          });
      service.close();
      check(start(data, PATIENT));
    } finally {
      stop();
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] part = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(part);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private EmbeddedPostgres postgres(Path data, int port) throws IOException {
    EmbeddedPostgres server = Running.postgres(data, port);
    postgres = server;
    return server;
  }

  @Test
  void aPostgresThatIsRestarted() throws Exception {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres server = postgres(data, 0);
    int port = server.getPort();
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.datasource.url", server.getJdbcUrl("postgres", "postgres"));
    settings.put("spring.datasource.username", "postgres");
    settings.put("spring.datasource.hikari.connection-timeout", "1000");
    settings.putAll(PATIENT);
    Path own = Files.createDirectory(folder.resolve("data"));
    Service first = start(own, settings);
    prepare(first);
    first.close();
    settings.put("tarife.rating.deadline", "5s");
    Service service = start(own, settings);
    await("a bundle is live", () -> service.part(Bundles.class).isReady());
    EmbeddedPostgres[] now = {server};
    soak(
        service,
        round -> {
          now[0].close();
          TimeUnit.SECONDS.sleep(2);
          now[0] = postgres(data, port);
        });
    service.close();
    settings.putAll(PATIENT);
    check(start(own, settings));
  }
}
