package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import dev.tarife.ProgressLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tarife} on a disk that is full: half a file is left nowhere. */
@Tag("outside")
class FullDiskTest {
  private static final Path TARIFE = Path.of("bin/tarife").toAbsolutePath();
  private static final String DEPLOY =
      " bundle deploy b.jar --store disk/store --who Mehmet --why 'May prices'";

  @TempDir private Path folder = Path.of("");

  /** What a shell did. */
  private record Done(int status, String out, String err) {}

  @BeforeEach
  void makeADisk() throws IOException {
    Needs.program("bash");
    Files.createDirectory(folder.resolve("disk"));
  }

  private void buildABundle() throws Exception {
    Done done = shell(TARIFE + " bundle build --version 2024.5.0 --output b.jar");
    assertThat(done.status()).as(done.err()).isZero();
  }

  /** A limit on the size of a file fails a write in its middle, as a full disk does. */
  @Test
  void aBundleThatDoesNotFitIsNotDeployed() throws Exception {
    buildABundle();
    refused(shell("ulimit -f 64; exec " + TARIFE + DEPLOY), "File too large");
    Done done = shell(TARIFE + DEPLOY);
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out()).startsWith("2024.5.0 is live");
  }

  @Test
  void aBundleIsNotDeployedToADiskOfItsOwnThatIsFull() throws Exception {
    buildABundle();
    Done mounted = shell("mount -t tmpfs -o size=64k tarife disk");
    Needs.met(
        mounted.status() == 0,
        "no disk can be made here ("
            + mounted.err().strip()
            + "): run as root, with the right to mount");
    try {
      refused(shell(TARIFE + DEPLOY), "No space left on device");
    } finally {
      shell("umount disk");
    }
  }

  @Test
  void anInvoiceThatDoesNotFitIsNotWritten() throws Exception {
    String rate =
        TARIFE
            + " rate "
            + Path.of("samples/examples/V1").toAbsolutePath()
            + " --month 2024-05 --format json --output disk/invoice.json";
    Done done = shell("ulimit -f 1; exec " + rate);
    assertThat(done.status()).as(done.err()).isEqualTo(1);
    assertThat(done.err()).contains("File too large", "make room").doesNotContain("\tat ");
    assertThat(files()).isEmpty();
  }

  @Test
  void contactRecordsThatDoNotFitAreNoFaultOfTheirs() throws Exception {
    String rate = TARIFE + " rate " + Path.of("samples/contact-records-2024-05").toAbsolutePath();
    Done done = shell("ulimit -f 1; exec " + rate + " --allow-rejected");
    refused(done, "File too large");
  }

  private void refused(Done done, String why) throws IOException {
    assertThat(done.status()).as(done.err()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err())
        .isEqualTo(
            "tarife: the disk is full ("
                + why
                + "); make room and run it again: nothing is half"
                + " done\n");
    assertThat(files()).allMatch(file -> file.equals("disk/store/lock"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("disk"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  private Done shell(String command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("TARIFE_CACHE", folder.resolve("rules").toString());
      Process process = builder.start();
      process.getOutputStream().close();
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      return new Done(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          ProgressLines.without(Files.readString(err, StandardCharsets.UTF_8)));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
