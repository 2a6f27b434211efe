package dev.tarife.rating;

import dev.tarife.model.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import org.kie.api.KieBase;

/** What a tariff is: the hash of its tables, its rules and the engine that runs them. */
final class Identity {
  private Identity() {}

  /**
   * Hashes.
   *
   * @param tables hash of what each workbook says, by file name
   */
  static String of(SortedMap<String, String> tables) {
    MessageDigest digest = sha256();
    add(digest, "engine", engine());
    tables.forEach((workbook, hash) -> add(digest, workbook, hash));
    RuleTexts.SOURCES.forEach(name -> add(digest, name, RuleTexts.resource(name)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Versions of Tarife and Drools: the same tables may be rated otherwise by others. */
  private static String engine() {
    return "tarife "
        + Version.tarife()
        + ", drools "
        + KieBase.class.getPackage().getImplementationVersion();
  }

  private static void add(MessageDigest digest, String name, String value) {
    String framed = name.length() + ":" + name + value.length() + ":" + value;
    digest.update(framed.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
