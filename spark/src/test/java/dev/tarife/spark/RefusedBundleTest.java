package dev.tarife.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that is not the expected one is refused, on the driver and in a task. */
final class RefusedBundleTest {
  private static final String OTHER = "0".repeat(64);

  @TempDir private Path folder = Path.of("");

  @Test
  void driverRefusesAnotherHash() throws IOException {
    assertThat(RatingJob.run(Sessions.local(), options(OTHER, null)).faults())
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .startsWith(Checkout.bundle() + ": its bytes have the SHA-256 ")
                    .contains("not " + OTHER));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void driverTakesTheRightHash() throws IOException {
    String right = Sha256.of(Files.readAllBytes(Checkout.bundle()));
    assertThat(RatingJob.run(Sessions.local(), options(right, null)).faults()).isEmpty();
  }

  @Test
  void driverRefusesWhatNobodyTrustedSigned() throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Path certificate = folder.resolve("signer.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=Ada",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        "secret1");
    keytool(
        "-exportcert",
        "-alias",
        "a",
        "-rfc",
        "-keystore",
        store.toString(),
        "-storepass",
        "secret1",
        "-file",
        certificate.toString());
    assertThat(RatingJob.run(Sessions.local(), options(null, certificate.toString())).faults())
        .containsExactly(
            Checkout.bundle()
                + ": nobody signed it; build it with --keystore and --alias of a key that is trusted");
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** What an executor gets may have been changed on its way. */
  @Test
  void taskRefusesAnotherHash() throws IOException {
    byte[] jar = Files.readAllBytes(Checkout.bundle());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(Sessions.local().sparkContext());
    Setup setup =
        new Setup(
            "run",
            options(null, null),
            new Setup.Tariffs("tariff.jar", jar, OTHER, null),
            List.of(),
            List.of(),
            new Hadoop(Sessions.local().sparkContext().hadoopConfiguration()),
            folder.resolve("stage").toUri().toString(),
            new Buckets(List.of(), 1),
            List.of(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            null);
    Broadcast<Setup> broadcast = context.broadcast(setup);
    List<Row> rows =
        context
            .parallelize(IntStream.range(0, 2).boxed().toList(), 2)
            .flatMap(new BucketTask(broadcast))
            .collect();
    assertThat(rows).hasSize(2);
    for (Row row : rows) {
      assertThat(row.getString(0)).isEqualTo(ResultRows.FAULT);
      assertThat(row.getString(1)).isEqualTo("tariff.jar");
      assertThat(row.getString(2)).contains("not " + OTHER);
    }
  }

  private JobOptions options(
      @org.jspecify.annotations.Nullable String sha256,
      @org.jspecify.annotations.Nullable String trust) {
    JobOptions plain = Checkout.options(folder.resolve("out"), Checkout.sample("examples/V1"));
    return new JobOptions(
        plain.paths(),
        List.of(),
        null,
        plain.month(),
        plain.bundle(),
        null,
        sha256,
        trust,
        plain.output(),
        0,
        plain.memory(),
        null,
        List.of(),
        false);
  }
}
