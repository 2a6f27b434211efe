package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tarife-each} gives each partition the invoice of {@code tarife rate}. */
@Tag("outside")
final class PartitionsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private Path folder = Path.of("");

  private record Done(int status, String said) {}

  @BeforeAll
  static void buildOnce() throws IOException, InterruptedException {
    Needs.program("bash", "mvn");
    assertThat(run(HOME, "bin/tarife", "--version").status()).isZero();
  }

  private static Done run(Path directory, String... command)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.set(0, HOME.resolve(command[0]).toString());
    Process process =
        new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), said);
  }

  private static String sample(String name) {
    return HOME.resolve("samples").resolve(name).toString();
  }

  @Test
  void everyPartitionHasItsInvoice() throws IOException, InterruptedException {
    Done done =
        run(
            folder,
            "bin/tarife-each",
            "-j",
            "2",
            "--output",
            "invoices",
            sample("examples/V1"),
            sample("examples/C1"),
            sample("contact-records-2024-05"),
            "--",
            "--month",
            "2024-05",
            "--allow-rejected");
    assertThat(done.status()).as(done.said()).isZero();
    for (String name : List.of("examples/V1", "examples/C1", "contact-records-2024-05")) {
      Done one =
          run(
              folder,
              "bin/tarife",
              "rate",
              sample(name),
              "--month",
              "2024-05",
              "--allow-rejected",
              "--output",
              "one.json");
      assertThat(one.status()).isZero();
      assertThat(folder.resolve("invoices/" + Path.of(name).getFileName() + ".json"))
          .hasSameTextualContentAs(folder.resolve("one.json"));
    }
    try (Stream<Path> left = Files.list(folder.resolve("invoices"))) {
      assertThat(left).hasSize(6);
    }
  }

  @Test
  void failuresAreNamedAndTheOthersGoOn() throws IOException, InterruptedException {
    Path wrong = Files.createDirectory(folder.resolve("wrong"));
    Files.writeString(wrong.resolve("account.yaml"), "account: 1\n");
    Files.writeString(wrong.resolve("usage.csv"), "");
    String[] command = {
      "bin/tarife-each",
      "--output",
      "invoices",
      wrong.toString(),
      sample("contact-records-2024-05"),
      "--",
      "--month",
      "2024-05"
    };
    Done done = run(folder, command);
    assertThat(done.status()).as(done.said()).isEqualTo(1);
    assertThat(done.said())
        .contains("tarife-each: wrong: failed, see invoices/wrong.log")
        .contains("tarife-each: contact-records-2024-05: usage was rejected");
    assertThat(folder.resolve("invoices/wrong.json")).doesNotExist();
    assertThat(folder.resolve("invoices/wrong.log")).content().contains("account.yaml:1");
    // What is done already is not done again; what failed is.
    Path invoice = folder.resolve("invoices/contact-records-2024-05.json");
    Files.writeString(invoice, "kept");
    Files.copy(Path.of(sample("examples/V1"), "account.yaml"), folder.resolve("account.yaml"));
    Files.move(
        folder.resolve("account.yaml"),
        wrong.resolve("account.yaml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        Path.of(sample("examples/V1"), "usage.csv"),
        wrong.resolve("usage.csv"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(run(folder, command).status()).isZero();
    assertThat(invoice).hasContent("kept");
    assertThat(folder.resolve("invoices/wrong.json")).exists();
  }

  @Test
  void wrongUseIsSaid() throws IOException, InterruptedException {
    assertThat(run(folder, "bin/tarife-each", "a").said())
        .contains("name a folder for the invoices");
    assertThat(run(folder, "bin/tarife-each", "--output", "o").status()).isEqualTo(2);
    assertThat(run(folder, "bin/tarife-each", "--output", "o", "x/a", "y/a").said())
        .contains("two partitions have the name (a)");
    assertThat(run(folder, "bin/tarife-each", "--month", "2024-05").said())
        .contains("options of tarife rate stand behind --");
  }
}
