package dev.tarife.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of embedding compiles as it stands, and prints what a hand computes. */
@Tag("slow")
final class EmbeddingTest {
  @TempDir Path classes;

  @Test
  void theExampleCompilesAndRuns() throws Exception {
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                complaints,
                "--release",
                "17",
                "-Xlint:all,-processing,-classfile,-path",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                "samples/embedding/Embedding.java");
    assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();

    assertThat(run())
        .isEqualTo(
            """
            voice-service: 7 minute at 0.018 = 0.126
            phone-number: 1 number-day at 0.03 = 0.03
            telephony-inbound: 7 minute at 0.0022 = 0.0154
            chat-message: 24 message at 0.004 = 0.096
            total 0.27, exactly 0.2674
            session total 0.27 in 4 lines
            """);
  }

  private String run() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      String[] tables = {"decision-tables"};
      loader.loadClass("Embedding").getMethod("main", String[].class).invoke(null, (Object) tables);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
