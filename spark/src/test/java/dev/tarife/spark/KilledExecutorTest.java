package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job ends right though a machine is lost in the middle. */
@Tag("slow")
final class KilledExecutorTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void lostBucketsAreRatedAgain() throws IOException, SQLException, InterruptedException {
    Path input = folder.resolve("generated");
    new GeneratedMonth(16, 40).write(input, 60);
    Path output = folder.resolve("out");
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("spark.jvm").trim().split(" +")));
    command.addAll(
        List.of(
            "-Xmx700m",
            "-Dspark.jvm=" + System.getProperty("spark.jvm"),
            "-Dtarife.home=" + Checkout.HOME.toAbsolutePath(),
            "-cp",
            absolute(System.getProperty("java.class.path")),
            ClusterProgram.class.getName(),
            input.toString(),
            output.toString(),
            Checkout.bundle().toString(),
            temporary.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", home().toString());
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.directory(folder.toFile()).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(9, TimeUnit.MINUTES)).as("ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).contains("40 invoices, killed: true");
    OneMachine expected = OneMachine.rate(List.of(input.toString()), Checkout.MAY);
    assertThat(
            new Published(output)
                .invoices().values().stream().map(GeneratedAgreeTest::withoutPlaces))
        .containsExactlyElementsOf(
            expected.invoices().values().stream().map(GeneratedAgreeTest::withoutPlaces).toList());
    // What the killed process left, the next task on its machine has deleted.
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  /** What Spark's launcher wants to see of an installation. */
  private Path home() throws IOException {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("jars"));
    return home;
  }

  private static String absolute(String classPath) {
    return String.join(
        java.io.File.pathSeparator,
        Stream.of(classPath.split(java.io.File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }
}
