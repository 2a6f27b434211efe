package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The classes that {@code bin/tarife} starts with, in a checkout that is moved, copied or full of
 * what a killed training left.
 */
@Tag("outside")
@Tag("slow")
class KeptClassesTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  @TempDir private Path folder = Path.of("");
  private Path checkout = Path.of("");

  /** A built checkout without sources, which is never stale. */
  @BeforeEach
  void copy() throws IOException {
    Needs.program("bash");
    checkout = Files.createDirectory(folder.resolve("checkout"));
    Files.createDirectories(checkout.resolve("target"));
    copy("bin");
    for (String part : List.of("lib", "lib-edit", "lib-serve")) {
      copy("target/" + part);
    }
    try (Stream<Path> built = Files.list(HERE.resolve("target"))) {
      for (Path jar : built.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, checkout.resolve("target").resolve(jar.getFileName()));
      }
    }
    for (String part : List.of("samples", "decision-tables")) {
      Files.createSymbolicLink(checkout.resolve(part), HERE.resolve(part));
    }
  }

  private void copy(String part) throws IOException {
    Files.createDirectories(checkout.resolve(part));
    try (Stream<Path> files = Files.list(HERE.resolve(part))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, checkout.resolve(part).resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aTrainingThatWasKilledIsDoneAgainAndAMovedCheckoutTrainsAnew() throws Exception {
    // The drafts of one that was killed, and the mark that older versions set before they trained.
    String version = System.getProperty("java.version");
    Path draft =
        Files.writeString(checkout.resolve("target/.tarife-" + version + "-99999.jsa"), "half");
    Files.writeString(checkout.resolve("target/.tarife-trained-" + version), "");
    Process one = start();
    Process two = start();
    assertThat(one.waitFor(5, TimeUnit.MINUTES) && two.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(one.exitValue()).isZero();
    assertThat(two.exitValue()).isZero();
    String of = awaitTraining("");
    assertThat(draft).doesNotExist();
    assertThat(of).contains(checkout.toString());
    checkout = Files.move(checkout, folder.resolve("moved"));
    assertThat(start().waitFor()).isZero();
    assertThat(awaitTraining(of)).contains(checkout.toString());
    try (Stream<Path> left = Files.list(checkout.resolve("target"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".tarife-" + version));
    }
  }

  /** What the archive is made of, once that is other than before and no draft is left. */
  private String awaitTraining(String before) throws Exception {
    for (int i = 0; i < 2400; i++) {
      List<Path> found;
      try (Stream<Path> files = Files.list(checkout.resolve("target"))) {
        found = files.toList();
      }
      for (Path file : found) {
        if (file.toString().endsWith(".jsa.of")) {
          String of = Files.readString(file);
          boolean drafts =
              found.stream()
                  .anyMatch(other -> other.getFileName().toString().matches("\\..*-[0-9]+\\.\\w+"));
          if (!of.isBlank() && !of.equals(before) && !drafts) {
            return of;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    throw new AssertionError("No training ended.");
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                checkout.resolve("bin/tarife").toString(),
                "rate",
                "samples/examples/V1",
                "--month",
                "2024-05")
            .directory(checkout.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
