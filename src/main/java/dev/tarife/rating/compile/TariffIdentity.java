package dev.tarife.rating.compile;

import dev.tarife.model.Sha256;
import dev.tarife.model.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Query;
import org.kie.api.definition.rule.Rule;

/** What a tariff is: the hash of its tables, its rules and the engine that runs them. */
public final class TariffIdentity {
  private TariffIdentity() {}

  /**
   * Hashes.
   *
   * @param tables hash of what each workbook says, by file name
   */
  public static String of(SortedMap<String, String> tables) {
    MessageDigest digest = Sha256.digest();
    add(digest, "engine", engine());
    tables.forEach((workbook, hash) -> add(digest, workbook, hash));
    RuleSources.FILES.forEach(name -> add(digest, name, RuleTexts.resource(name)));
    return Sha256.of(digest);
  }

  /** Hashes tables that are joined with rules of other texts than those they give. */
  public static String of(SortedMap<String, String> tables, SortedMap<String, String> rules) {
    MessageDigest digest = Sha256.digest();
    add(digest, "tables", of(tables));
    rules.forEach((path, text) -> add(digest, path, text));
    return Sha256.of(digest);
  }

  /**
   * Hashes tables that are joined with rules whose texts nobody knows: of these, what a rule base
   * tells of each rule.
   */
  public static String of(SortedMap<String, String> tables, KieBase rules) {
    SortedMap<String, String> told = new TreeMap<>();
    for (KiePackage each : rules.getKiePackages()) {
      for (Rule rule : each.getRules()) {
        told.put(
            each.getName() + " " + rule.getName(), new TreeMap<>(rule.getMetaData()).toString());
      }
      for (Query query : each.getQueries()) {
        told.put(each.getName() + " " + query.getName(), "query");
      }
    }
    return of(tables, told);
  }

  /** Hashes rule texts alone. */
  public static String ofTexts(SortedMap<String, String> rules) {
    MessageDigest digest = Sha256.digest();
    rules.forEach((path, text) -> add(digest, path, text));
    return Sha256.of(digest);
  }

  /** Versions of Tarife and Drools: the same tables may be rated otherwise by others. */
  private static String engine() {
    return "tarife "
        + Version.tarife()
        + ", drools "
        + Version.of(KieBase.class, "org.kie/kie-api");
  }

  private static void add(MessageDigest digest, String name, String value) {
    String framed = name.length() + ":" + name + value.length() + ":" + value;
    digest.update(framed.getBytes(StandardCharsets.UTF_8));
  }
}
