package dev.tarife.rating;

import dev.tarife.table.Tables;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import org.kie.api.KieBase;

/** What a tariff is: the hash of its tables, its rules and the engine that runs them. */
final class Identity {
  private Identity() {}

  static String of(Tables tables, SortedMap<String, String> rules) {
    MessageDigest digest = sha256();
    add(digest, "engine", engine());
    tables.sha256().forEach((workbook, hash) -> add(digest, workbook, hash));
    rules.forEach((path, text) -> add(digest, path, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Versions of Tarife and Drools: the same tables may be rated otherwise by others. */
  static String engine() {
    String tarife = Identity.class.getPackage().getImplementationVersion();
    String drools = KieBase.class.getPackage().getImplementationVersion();
    return "tarife " + (tarife == null ? "in development" : tarife) + ", drools " + drools;
  }

  private static void add(MessageDigest digest, String name, String value) {
    byte[] bytes =
        (name.length() + ":" + name + value.length() + ":" + value)
            .getBytes(StandardCharsets.UTF_8);
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
