package dev.tarife.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import dev.tarife.ProgressLines;
import dev.tarife.table.Scenario;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/tarife} from outside, as a shell starts it: what it writes where, and its status. */
@Tag("outside")
class CommandLineTest {
  private static final Path TARIFE = Path.of("bin/tarife").toAbsolutePath();
  private static final long MINUTES = 10;

  @TempDir private static Path cache = Path.of("");
  @TempDir private Path folder = Path.of("");

  /** What a process did. */
  record Done(int status, String out, String err) {}

  @BeforeAll
  static void startOnceSoThatWhatIsStaleIsBuilt() throws Exception {
    Needs.program("bash", "mvn");
    Done done = run(cache, "--version");
    assertThat(done.status()).as(done.err()).isZero();
  }

  @BeforeEach
  void writeTheInput() {
    Scenario scenario = Real.scenario("V2");
    UsageFiles.account(folder, scenario.account());
    UsageFiles.csv(folder, "usage.csv", scenario.usage());
  }

  private Done tarife(String... arguments) throws IOException, InterruptedException {
    return run(folder, arguments);
  }

  private static Done run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    return run(directory, Map.of(), arguments);
  }

  private static Done run(Path directory, Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TARIFE.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(cache, "out", ".txt");
    Path err = Files.createTempFile(cache, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("TARIFE_CACHE", cache.resolve("rules").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("TARIFE_DEBUG");
    builder.environment().remove("JAVA_OPTS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("TARIFE_MEMORY");
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " ran for more than " + MINUTES + " minutes");
    }
    return new Done(process.exitValue(), read(out), ProgressLines.without(read(err)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Done rate(String... more) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("rate", ".", "--month", "2024-05"));
    arguments.addAll(List.of(more));
    return tarife(arguments.toArray(String[]::new));
  }

  private void addUsage(String line) throws IOException {
    Files.write(
        folder.resolve("usage-more.csv"),
        List.of("record_id,instance,usage_type,start_time,quantity", line));
  }

  @Test
  void tooLittleMemorySaysHowToGiveMore() throws Exception {
    String[] rate = {"rate", ".", "--month", "2024-05"};
    Done little = run(folder, Map.of("TARIFE_MEMORY", "4MB"), rate);
    assertThat(little.status()).isEqualTo(1);
    assertThat(little.out()).isEmpty();
    assertThat(little.err()).contains("more memory", "such as TARIFE_MEMORY=2GB").hasLineCount(1);
    Done none = run(folder, Map.of("TARIFE_MEMORY", "lots"), rate);
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo(
            "TARIFE_MEMORY: the amount of memory (lots) is none; write it as 800MB or 2GB, or"
                + " leave it out\n");
    assertThat(run(folder, Map.of("TARIFE_MEMORY", "2GB"), rate).status()).isZero();
  }

  /** Without them it runs as well, and starts half as fast: nobody would notice. */
  @Test
  void keepsTheClassesThatItStartsWith() throws Exception {
    // The first command after a build keeps them in the background.
    for (int i = 0; i < 1200 && !keptSinceTheBuild(); i++) {
      TimeUnit.MILLISECONDS.sleep(250);
    }
    assertThat(keptSinceTheBuild()).isTrue();
  }

  private static boolean keptSinceTheBuild() throws IOException {
    FileTime built = newest("tarife-*.jar");
    return newest("tarife-*.jsa").compareTo(built) > 0;
  }

  private static FileTime newest(String glob) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("target"), glob)) {
      for (Path file : files) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }

  @Test
  void ratesIntoEveryFormat() throws Exception {
    Done json = rate("--format", "json");
    assertThat(json.err()).isEmpty();
    assertThat(json.status()).isZero();
    JsonNode invoice = JsonMapper.builder().build().readTree(json.out());
    List<Shown> lines = new ArrayList<>();
    invoice.get("lines").forEach(line -> lines.add(WorkedExamples.line(line)));
    assertThat(lines)
        .containsExactly(
            Shown.usage("voice-service", "7", "0.018", "0.126"),
            Shown.usage("phone-number", "1", "0.03", "0.03"),
            Shown.usage("telephony-inbound", "7", "0.0022", "0.0154"),
            Shown.usage("telephony-outbound", "4", "0.0048", "0.0192"));
    assertThat(invoice.get("total_exact").asString()).isEqualTo("0.1906");
    assertThat(invoice.get("total").asString()).isEqualTo("0.19");

    Done csv = rate("--format", "csv");
    assertThat(csv.err()).isEmpty();
    assertThat(csv.status()).isZero();
    assertThat(csv.out().lines().toList()).hasSize(5);
    assertThat(csv.out()).startsWith("account,period,").contains("voice-service").contains("0.126");

    Done text = rate();
    assertThat(text.err()).isEmpty();
    assertThat(text.status()).isZero();
    assertThat(text.out()).contains("Voice service", "0.126", "0.1906", "0.19");
  }

  @Test
  void writesIntoAFileAndNothingElsewhere() throws Exception {
    Done done = rate("--format", "json", "--output", "invoice.json");
    assertThat(done).isEqualTo(new Done(0, "", ""));
    assertThat(read(folder.resolve("invoice.json"))).contains("\"total_exact\": \"0.1906\"");
  }

  @Test
  void exitsWith3WhereUsageWasRejectedUnlessAllowed() throws Exception {
    addUsage("fax-1,main,fax,2024-05-06T09:00:00Z,1");
    Done done = rate("--format", "json");
    assertThat(done.status()).isEqualTo(3);
    assertThat(done.out()).contains("\"rejected\"", "fax-1", "\"total_exact\": \"0.1906\"");
    assertThat(done.err()).contains("1 record was rejected").contains("--allow-rejected");

    Done allowed = rate("--format", "json", "--allow-rejected");
    assertThat(allowed.status()).isZero();
    assertThat(allowed.err()).isEmpty();
    assertThat(allowed.out()).isEqualTo(done.out());
  }

  @Test
  void exitsWith1AtABrokenUsageFileAndNamesItsLine() throws Exception {
    addUsage("bad-1,main,task,yesterday,1");
    Done done = rate("--format", "json", "--output", "invoice.json");
    assertThat(done.status()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("usage-more.csv:2: ").contains("yesterday");
    assertThat(done.err()).doesNotContain("\tat ");
    assertThat(folder.resolve("invoice.json")).doesNotExist();
  }

  @Test
  void exitsWith1AtAFaultyTableAndNamesItsCell() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    try (EditedTables edited = EditedTables.copy(tables)) {
      // Row 2 of prices.xlsx prices the voice service; J is the unit price.
      edited.change("prices.xlsx", "Prices", "Charge", "voice-service", "Unit price", "cheap");
      edited.change("prices.xlsx", "Prices", "Charge", "case", "Charge", "csae");
      edited.save();
    }
    for (Done done : List.of(tarife("check", "--tables", "tables"), rate("--tables", "tables"))) {
      assertThat(done.status()).isEqualTo(1);
      assertThat(done.out()).isEmpty();
      assertThat(done.err())
          .contains("prices.xlsx:Prices!J2: ")
          .contains("cheap")
          .contains("prices.xlsx:Prices!A16: ")
          .contains("csae")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void exitsWith1WhereThereIsNothing() throws Exception {
    Done tables = rate("--tables", "nowhere");
    assertThat(tables.status()).isEqualTo(1);
    assertThat(tables.out()).isEmpty();
    assertThat(tables.err()).contains("nowhere: ");
    Done usage = tarife("rate", "nothing", "--month", "2024-05");
    assertThat(usage.status()).isEqualTo(1);
    assertThat(usage.out()).isEmpty();
    assertThat(usage.err()).contains("nothing: there is no such file or folder");
  }

  @Test
  void exitsWith2AtWrongUse() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("rate", ".", "--month", "2024-13"),
            List.of("rate", ".", "--month", "2024-05", "--formt", "json"),
            List.of("rate", "."),
            List.of("prices"),
            List.<String>of())) {
      Done done = tarife(wrong.toArray(String[]::new));
      assertThat(done.status()).as(wrong.toString()).isEqualTo(2);
      assertThat(done.out()).as(wrong.toString()).isEmpty();
      assertThat(done.err()).as(wrong.toString()).contains("tarife");
    }
  }

  @Test
  void saysInALineWhatKeepsTheServiceFromStarting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Done done = tarife("serve", "--port", port, "--data", "data");
      assertThat(done.status()).isEqualTo(1);
      assertThat(done.out()).isEmpty();
      assertThat(done.err())
          .isEqualTo(
              "port %s: another program listens on it; choose another with --port, or stop that program\n"
                  .formatted(port));
    }
    Done file = tarife("serve", "--port", "0", "--data", "usage.csv");
    assertThat(file.status()).isEqualTo(1);
    assertThat(file.out()).isEmpty();
    assertThat(file.err().lines())
        .singleElement()
        .asString()
        .contains("usage.csv: is a file, not the folder of the data; name another with --data");
    Done address = tarife("serve", "--port", "0", "--data", "data", "--address", "no host");
    assertThat(address.status()).isEqualTo(1);
    assertThat(address.err().lines())
        .singleElement()
        .asString()
        .startsWith("setting server.address: (no host) cannot be used: ");
  }

  @Test
  void explainsALineByItsRows() throws Exception {
    Done done = tarife("explain", "4", ".", "--month", "2024-05");
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    assertThat(done.out())
        .contains("Outbound telephony", "0.0048", "0.0192", "metering.xlsx", "telephony.xlsx");
    assertThat(done.out())
        .contains("\n  Decisions cited\n    A-11: The minimum of outbound telephony")
        .containsPattern(
            "\n  Facts of the price page cited\n    VO-12, VO-14[^\n]*: Voice and video");
    Done none = tarife("explain", "5", ".", "--month", "2024-05");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("there is no line 5");
  }

  @Test
  void checksTheShippedTablesAndTheirScenarios() throws Exception {
    Done done = tarife("check");
    assertThat(done.err()).as("every warning of the shipped tables is accepted").isEmpty();
    assertThat(done.status()).isZero();
    assertThat(done.out())
        .contains("no errors, 0 warnings, 10 accepted")
        .contains(
            Real.tariff().tables().scenarios().size()
                + " scenarios: every line and total as expected");
  }

  @Test
  void aScenarioThatIsNotAsExpectedFailsTheCheck() throws Exception {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.copy(Real.TABLES.resolve(TablesReader.SCENARIOS), tables.resolve(TablesReader.SCENARIOS));
    try (EditedTables edited = EditedTables.copy(tables)) {
      edited.change("prices.xlsx", "Prices", "Charge", "case", "Unit price", 0.13);
      edited.save();
    }
    Done done = tarife("check", "--tables", "tables");
    assertThat(done.status()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err()).contains("scenarios.xlsx:").contains("C1").contains("1300");
    List<String> said = done.err().lines().toList();
    assertThat(said.subList(said.size() - 3, said.size()))
        .as("the faults stand last")
        .satisfiesExactly(
            line -> assertThat(line).matches("scenarios.xlsx:Lines!I\\d+: scenario C1: .*"),
            line -> assertThat(line).matches("scenarios.xlsx:Scenarios!E\\d+: scenario C1: .*"),
            line -> assertThat(line).startsWith("2 errors; fix"));
    assertThat(tarife("check", "--tables", "tables", "--format", "json").out())
        .containsPattern("\"sheet\": \"Lines\",\\s+\"row\": \\d+,\\s+\"cell\": \"I\\d+\"")
        .containsPattern("\"sheet\": \"Scenarios\",\\s+\"row\": \\d+,\\s+\"cell\": \"E\\d+\"");
    assertThat(tarife("check", "--tables", "tables", "--format", "sarif").out())
        .containsPattern("\"fullyQualifiedName\": \"scenarios.xlsx:Lines!I\\d+\"");
    Done built =
        tarife("bundle", "build", "--version", "1.0.0", "--tables", "tables", "--output", "b.jar");
    assertThat(built.status()).isEqualTo(1);
    // No warning stands before the faults, so no line counts both.
    assertThat(built.err()).matches("(?s).*scenarios.xlsx:Scenarios!E\\d+: scenario C1: [^\n]*\n");
    assertThat(folder.resolve("b.jar")).doesNotExist();
  }

  @Test
  void tellsItsVersionAndCompletesCommands() throws Exception {
    Done version = tarife("--version");
    assertThat(version.status()).isZero();
    assertThat(version.out()).startsWith("tarife 0.").contains("Java ");
    Done completion = tarife("completion");
    assertThat(completion.status()).isZero();
    assertThat(completion.out()).contains("_complete_tarife", "--allow-rejected");
    Done help = tarife("--help");
    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("Usage: tarife", "rate", "explain", "check", "completion");
  }
}
