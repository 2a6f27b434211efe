package dev.tarife.spark;

import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;

/** The checkout that is tested, and a bundle of its tables. */
final class Checkout {
  static final Path HOME = Path.of(System.getProperty("tarife.home", "..")).normalize();
  static final YearMonth MAY = YearMonth.of(2024, 5);

  private Checkout() {}

  private static final class Built {
    static final Path BUNDLE = build();

    private static Path build() {
      try {
        Path jar = Files.createTempFile("tarife-tests", ".jar");
        jar.toFile().deleteOnExit();
        byte[] bytes =
            BundleBuilder.build(HOME.resolve("decision-tables"), BundleVersion.parse("1.0.0"))
                .jar();
        Files.write(jar, bytes);
        return jar;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Path bundle() {
    return Built.BUNDLE;
  }

  static String sample(String name) {
    return HOME.resolve("samples").resolve(name).toString();
  }

  /** Options of a job over folders. */
  static JobOptions options(Path output, String... paths) {
    return new JobOptions(
        List.of(paths),
        List.of(),
        null,
        MAY,
        bundle().toString(),
        null,
        null,
        null,
        output.toString(),
        0,
        JobOptions.USUAL_MEMORY,
        null,
        List.of(),
        false);
  }

  /** The same options with so many buckets. */
  static JobOptions withBuckets(JobOptions options, int buckets) {
    return new JobOptions(
        options.paths(),
        options.usageTables(),
        options.account(),
        options.month(),
        options.bundle(),
        options.tables(),
        options.sha256(),
        options.trust(),
        options.output(),
        buckets,
        options.memory(),
        options.folder(),
        options.tags(),
        options.emptyAllowed());
  }
}
