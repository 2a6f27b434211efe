package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tarife-spark} from outside, with the job jar: the command of README first of all. */
@Tag("outside")
final class CommandTest {
  private static final Path HOME = Checkout.HOME.toAbsolutePath();

  @TempDir private Path folder = Path.of("");

  private record Done(int status, String said) {}

  private Done run(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), said);
  }

  @Test
  void commandOfReadmePrintsWhatItSays() throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("bin"));
    for (String shared : List.of("samples", "bin/tarife-spark")) {
      Files.createSymbolicLink(folder.resolve(shared), HOME.resolve(shared));
    }
    Matcher step =
        Pattern.compile(
                "```sh\n(bin/tarife-spark [^\n#]*[^\n# ]) *#[^\n]*\n```\n\n```text\n(.*?)```",
                Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("README.md")));
    assertThat(step.find()).isTrue();
    Done done = run(step.group(1));
    assertThat(done.status()).as(done.said()).isZero();
    assertThat(done.said()).endsWith(step.group(2));
    assertThat(new Published(folder.resolve("invoices-2024-05")).table("line_items").count())
        .isEqualTo(101);
  }

  /** Where the job is in a class loader below Spark's, as on a cluster. */
  @Test
  void sparkSubmitTakesTheJobJar() throws IOException, InterruptedException {
    Path target = HOME.resolve("spark/target");
    Path jar;
    try (Stream<Path> files = Files.list(target)) {
      jar =
          files
              .filter(file -> file.getFileName().toString().matches("tarife-spark-.*-job\\.jar"))
              .findFirst()
              .orElseThrow();
    }
    String classPath = Files.readString(target.resolve("spark.classpath")).strip();
    Files.writeString(
        folder.resolve("options"),
        System.getProperty("spark.jvm").strip().replaceAll(" +", "\n")
            + "\n-Dlog4j2.level=error\n-cp\n"
            + classPath);
    Done done =
        run(
            Path.of(System.getProperty("java.home"), "bin", "java")
                + " @options -Dspark.ui.enabled=false org.apache.spark.deploy.SparkSubmit --master"
                + " 'local[2]' --class dev.tarife.spark.Main "
                + jar
                + " "
                + HOME.resolve("samples/contact-records-2024-05")
                + " --allow-rejected --tables "
                + HOME.resolve("decision-tables")
                + " --output out");
    assertThat(done.status()).as(done.said()).isZero();
    assertThat(done.said()).contains("1 invoice of 2024-05, together 18.92 USD");
  }

  @Test
  void errorsAreSaidWithTheirPlace() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("account.yaml"),
        "account: \"1\"\ncurrency: USD\ninstances:\n  - { id: i, region: us-east-1 }\n");
    Files.writeString(
        folder.resolve("usage.csv"),
        "record_id,instance,usage_type,start_time\nr1,i,task,yesterday\n");
    Done done = run(HOME.resolve("bin/tarife-spark") + " . --month 2024-05 --output out");
    assertThat(done.status()).as(done.said()).isEqualTo(1);
    assertThat(done.said()).contains("./usage.csv:2: start_time (yesterday)");
    assertThat(folder.resolve("out/invoices")).doesNotExist();
    assertThat(run(HOME.resolve("bin/tarife-spark") + " . --output out").status()).isEqualTo(2);
  }
}
