package dev.tarife.web.pages.change;

import dev.tarife.bundle.WorkingCopy;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.rating.Tariff;
import dev.tarife.table.Checked;
import dev.tarife.table.TablesReader;
import dev.tarife.web.rating.Workshop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Examines workbooks as {@code tarife check} and {@code tarife diff} do, and remembers the last.
 */
@Component
class Examiner {
  private static final int REMEMBERED = 8;

  private final Workshop workshop;
  private final WorkingCopy compiled = new WorkingCopy(WorkingCopy.defaultCache());
  private final Map<String, Examination> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Examination> eldest) {
          return size() > REMEMBERED;
        }
      };

  Examiner(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Examines workbooks.
   *
   * @param before the live ones
   * @param after those that may go live
   */
  Examination examine(TableSet before, TableSet after) {
    String key = digest(before.workbooks()) + digest(after.workbooks());
    synchronized (known) {
      Examination examination = known.get(key);
      if (examination != null) {
        return examination;
      }
    }
    Examination examination = workshop.run(() -> anew(before, after));
    synchronized (known) {
      known.put(key, examination);
    }
    return examination;
  }

  /**
   * The tariff of workbooks, compiled or fetched.
   *
   * @throws FaultException if they are at fault
   */
  Tariff tariff(Map<String, byte[]> workbooks) {
    return compiled.load(workbooks);
  }

  private Examination anew(TableSet before, TableSet after) {
    Checked checked = TablesReader.check(after.workbooks());
    Findings findings = new Findings();
    findings.addAll(checked.findings());
    List<ScenarioResult> scenarios = new ArrayList<>();
    if (checked.tables() != null) {
      scenarios.addAll(ScenarioResult.of(tariff(after.workbooks()), findings));
    }
    return new Examination(findings, scenarios, diff(before, after));
  }

  private static @Nullable TableDiff diff(TableSet before, TableSet after) {
    try {
      return TableDiff.of(before, after);
    } catch (FaultException e) {
      // What cannot be read is among the findings.
      return null;
    }
  }

  private static String digest(SortedMap<String, byte[]> workbooks) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      workbooks.forEach(
          (name, bytes) -> {
            digest.update((name + " " + bytes.length + " ").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
