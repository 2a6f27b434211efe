package dev.tarife.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import dev.tarife.cli.console.ExitStatus;
import dev.tarife.table.SmallTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From tables to a bundle, into a store, to an invoice and back. */
@Tag("slow")
class BundleCommandTest {
  @TempDir private Path folder = Path.of("");
  private String now = "2024-05-01T10:00:00Z";
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void makeInput() throws IOException {
    SmallTables.writeTwoMonths(folder);
  }

  @Test
  void aPriceGoesLiveAndBack() throws IOException {
    assertThat(build("2024.5.0", "may").out())
        .startsWith(at("may.jar") + ": bundle 2024.5.0\nSHA-256 ");
    build("2024.6.0", "june");
    assertThat(done("bundle", "verify", at("may.jar")).out())
        .isEqualTo(at("may.jar") + ": bundle 2024.5.0, as its workbooks give; not signed\n");
    assertThat(rate("--bundle", at("june.jar")))
        .contains("\"version\": \"2024.6.0\"")
        .contains("\"unit_price\": \"0.02\"");

    assertThat(deploy("may.jar").out()).startsWith("2024.5.0 is live, SHA-256 ");
    now = "2024-06-01T10:00:00Z";
    deploy("june.jar");
    environment = Map.of("TARIFE_STORE", at("store"));
    assertThat(rate()).contains("\"version\": \"2024.6.0\"", "\"unit_price\": \"0.02\"");
    assertThat(rate("--as-of", "2024-05-31")).contains("\"version\": \"2024.5.0\"");
    assertThat(rate("--tables", at("june"))).contains("\"version\": \"working-copy\"");
    assertThat(done("explain", "1", at("acme-2024-05")).out())
        .contains("Priced by bundle 2024.6.0", "J2 Unit price = 0.02");

    done("bundle", "rollback", "--who", "ayse", "--why", "a price was wrong");
    assertThat(rate()).contains("\"version\": \"2024.5.0\"", "\"unit_price\": \"0.018\"");
    assertThat(done("bundle", "list").out().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("  2024-05-01T10:00:00Z  deployed       2024.5.0 ");
    assertThat(done("bundle", "list").out().lines().toList().get(2))
        .startsWith("* 2024-06-01T10:00:00Z  rolled back to 2024.5.0 ")
        .endsWith("ayse: a price was wrong");
    assertThat(done("bundle", "show").out())
        .startsWith("Bundle 2024.5.0\n  SHA-256 ")
        .contains("prices.xlsx  ", "deployed       ayse: test");
    assertThat(done("bundle", "show", "2024.6.0").out()).startsWith("Bundle 2024.6.0\n");
    assertThat(done("bundle", "prune", "--keep", "1").out()).isEmpty();
  }

  @Test
  void whatIsAtFaultIsSaidAndNothingIsWritten() throws IOException {
    SmallTables.write(-1, folder.resolve("wrong"));
    assertFault(
        "prices.xlsx:Prices!J2: ",
        "bundle",
        "build",
        "--version",
        "1.0.0",
        "--tables",
        at("wrong"),
        "--output",
        at("wrong.jar"));
    assertFault("there is no such file", "bundle", "verify", at("none.jar"));
    assertFault(
        "is not a jar", "rate", at("acme-2024-05"), "--bundle", at("acme-2024-05/usage.csv"));
    assertFault("no bundle is live", "rate", at("acme-2024-05"), "--store", at("store"));
    assertFault(
        "no bundle was live in this store on 2024-01-01",
        "rate",
        at("acme-2024-05"),
        "--store",
        at("store"),
        "--as-of",
        "2024-01-01");
    assertFault(
        "there is no bundle to go back to",
        "bundle",
        "rollback",
        "--store",
        at("store"),
        "--who",
        "a",
        "--why",
        "b");
    assertThat(folder.resolve("wrong.jar")).doesNotExist();
    assertThat(files()).allMatch(name -> !name.endsWith(".tmp"));
  }

  @Test
  void wrongUseIsSaid() {
    for (List<String> args :
        List.of(
            List.of("bundle"),
            List.of("bundle", "build", "--output", "x.jar"),
            List.of("bundle", "build", "--version", "1", "--output", "x.jar"),
            List.of("bundle", "build", "--version", "1.0.0", "--output", "x", "--alias", "a"),
            List.of("bundle", "deploy", "x.jar", "--store", "s", "--who", "a"),
            List.of("bundle", "deploy", "x.jar", "--store", "s", "--who", " ", "--why", "b"),
            List.of("bundle", "deploy", "x.jar", "--who", "a", "--why", "b"),
            List.of("bundle", "prune", "--keep", "0", "--store", "s"),
            List.of("bundle", "rollback", "--to", "x", "--store", "s", "--who", "a", "--why", "b"),
            List.of("rate", at("acme-2024-05"), "--as-of", "2024-05-01"),
            List.of("rate", at("acme-2024-05"), "--store", "s", "--bundle", "b"))) {
      InProcess.Done done = run(args.toArray(String[]::new));
      assertThat(done.status()).as(args.toString() + done.err()).isEqualTo(ExitStatus.USAGE);
      assertThat(done.err()).contains("Try 'tarife");
      assertThat(done.out()).isEmpty();
    }
  }

  @Test
  void everyCommandHelps() {
    for (String command :
        List.of("build", "verify", "submit", "deploy", "rollback", "list", "show", "prune")) {
      assertThat(done("bundle", command, "--help").out())
          .contains("Usage: tarife bundle " + command, "Example");
    }
  }

  private InProcess.Done build(String version, String tables) {
    return done(
        "bundle",
        "build",
        "--version",
        version,
        "--tables",
        at(tables),
        "--output",
        at(tables + ".jar"));
  }

  private InProcess.Done deploy(String jar) {
    return done(
        "bundle", "deploy", at(jar), "--store", at("store"), "--who", "ayse", "--why", "test");
  }

  private String rate(String... more) {
    return done(Stream.concat(
                Stream.of("rate", at("acme-2024-05"), "--format", "json"), Stream.of(more))
            .toArray(String[]::new))
        .out();
  }

  private InProcess.Done done(String... args) {
    InProcess.Done done = run(args);
    assertThat(done.status()).as(done.err()).isEqualTo(ExitStatus.DONE);
    return done;
  }

  private void assertFault(String says, String... args) {
    InProcess.Done done = run(args);
    assertThat(done.status()).as(done.err()).isEqualTo(ExitStatus.FAULT);
    assertThat(done.err()).contains(says).contains("; ");
    assertThat(done.out()).isEmpty();
  }

  private InProcess.Done run(String... args) {
    return InProcess.run(
        Path.of("decision-tables"),
        environment,
        Clock.fixed(Instant.parse(now), ZoneOffset.UTC),
        args);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> files() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.forEach(file -> names.add(file.toString()));
    }
    return names;
  }
}
