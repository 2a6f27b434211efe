package dev.tarife.bundle;

import dev.tarife.model.Account;
import dev.tarife.rating.SessionFacts;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;

/**
 * The tables of a bundle that was opened with the KIE API alone. Its rule {@code bring the bundle's
 * tables into a session that has none} calls this; nobody else needs to.
 */
public final class BundleTables {
  /** Read once for each opened bundle, and forgotten with it: facts hold nothing of its classes. */
  private static final Map<ClassLoader, SessionFacts> READ =
      Collections.synchronizedMap(new WeakHashMap<>());

  private BundleTables() {}

  /**
   * The facts that a session needs beside the account, the month and the usage.
   *
   * @param bundle the class loader of the bundle's rules
   * @throws IllegalArgumentException if the account's currency is not the bundle's
   */
  public static List<Object> facts(ClassLoader bundle, Account account) {
    return READ.computeIfAbsent(bundle, BundleTables::read).of(account);
  }

  private static SessionFacts read(ClassLoader bundle) {
    // A bundle is built of workbooks that are in order, and rating needs no scenarios.
    Map<String, byte[]> workbooks = new TreeMap<>();
    for (String name : TablesReader.WORKBOOKS) {
      try (InputStream in = bundle.getResourceAsStream(BundleContent.WORKBOOKS + name)) {
        if (in != null) {
          workbooks.put(name, in.readAllBytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return SessionFacts.of(TablesReader.readChecked(workbooks));
  }
}
