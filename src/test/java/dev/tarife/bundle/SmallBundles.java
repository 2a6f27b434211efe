package dev.tarife.bundle;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Sha256;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.SmallTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;

/** Bundles of small tables, built once for all tests, and ways to change them. */
public final class SmallBundles {
  static final YearMonth MAY = YearMonth.of(2024, 5);
  static final Account ACCOUNT = Account.of("1", "USD", new Instance("main", "us-west-2"));

  /** A call of two minutes. */
  static final List<UsageRecord> USAGE =
      List.of(
          UsageRecord.of("r", "main", "voice-inbound", Instant.parse("2024-05-06T09:00:00Z"))
              .quantity(120)
              .country("US")
              .numberType("did")
              .build());

  public static final String PASSWORD = "changeit";

  private SmallBundles() {}

  private static final class May {
    static final byte[] JAR = build("2024.5.0", 0.018);
  }

  private static final class June {
    static final byte[] JAR = build("2024.6.0", 0.02);
  }

  private static final class July {
    static final byte[] JAR = build("2024.7.0", 0.03);
  }

  /** Version 2024.5.0: 0.018 a minute. */
  public static byte[] may() {
    return May.JAR;
  }

  /** Version 2024.6.0: 0.02 a minute. */
  public static byte[] june() {
    return June.JAR;
  }

  /** Version 2024.7.0: 0.03 a minute. */
  public static byte[] july() {
    return July.JAR;
  }

  private static byte[] build(String version, double price) {
    return BundleBuilder.build(SmallTables.priced(price), BundleVersion.parse(version)).jar();
  }

  static Path write(Path folder, String name, byte[] jar) {
    try {
      return Files.write(folder.resolve(name), jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SortedMap<String, byte[]> entries(byte[] jar) {
    try {
      return StoredZip.read(jar);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Writes a manifest that fits entries that were changed. */
  static byte[] rehashed(SortedMap<String, byte[]> entries) {
    BundleManifest before =
        BundleManifest.parse(Objects.requireNonNull(entries.get(BundleContent.MANIFEST)));
    SortedMap<String, String> hashes = new TreeMap<>();
    entries.forEach(
        (name, content) -> {
          if (BundleContent.isHashed(name)) {
            hashes.put(name, Sha256.of(content));
          }
        });
    BundleManifest after =
        new BundleManifest(
            before.version(), before.sha256(), before.tarife(), before.drools(), hashes);
    entries.put(BundleContent.MANIFEST, after.toJson());
    return StoredZip.write(entries);
  }

  static String price(Bundle bundle) {
    return bundle.tariff().rate(ACCOUNT, MAY, USAGE).lines().get(0).unitPrice().toString();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Makes a key store with keys of these names. */
  public static Path keys(Path folder, String... aliases) throws Exception {
    Path store = folder.resolve("keys.p12");
    for (String alias : aliases) {
      tool(
          "keytool",
          "-genkeypair",
          "-keystore",
          store.toString(),
          "-storepass",
          PASSWORD,
          "-alias",
          alias,
          "-keyalg",
          "EC",
          "-validity",
          "3650",
          "-dname",
          "CN=" + alias);
    }
    return store;
  }

  /** The certificate of a key, as PEM. */
  public static Path certificate(Path keys, String alias) throws Exception {
    Path pem = keys.resolveSibling(alias + ".pem");
    tool(
        "keytool",
        "-exportcert",
        "-rfc",
        "-keystore",
        keys.toString(),
        "-storepass",
        PASSWORD,
        "-alias",
        alias,
        "-file",
        pem.toString());
    return pem;
  }

  public static byte[] signed(byte[] jar, Path keys, String alias) throws IOException {
    return Signatures.sign(jar, KeyFiles.key(keys, alias, PASSWORD.toCharArray()));
  }

  /** Runs a tool of the JDK and gives what it says. */
  static String tool(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(name + ": " + said);
    }
    return said;
  }
}
