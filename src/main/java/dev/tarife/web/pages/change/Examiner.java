package dev.tarife.web.pages.change;

import dev.tarife.bundle.WorkingCopy;
import dev.tarife.compare.TableDiff;
import dev.tarife.compare.TableSet;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Sha256;
import dev.tarife.rating.Tariff;
import dev.tarife.table.read.ReadTables;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.rating.WorkQueue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Examines workbooks as {@code tarife check} and {@code tarife diff} do, and remembers the last.
 */
@Component
class Examiner {
  private static final int REMEMBERED = 8;

  private final WorkQueue workshop;
  private final WorkingCopy compiled = new WorkingCopy(WorkingCopy.defaultCache());
  private final Map<String, Examination> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Examination> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** How far the examinations have come that somebody waits for. */
  private final Map<String, CheckStep> steps = new ConcurrentHashMap<>();

  Examiner(WorkQueue workshop) {
    this.workshop = workshop;
  }

  /**
   * Examines workbooks.
   *
   * @param before the live ones
   * @param after those that may go live
   */
  Examination examine(TableSet before, TableSet after) {
    String key = key(before, after);
    Examination known = known(key);
    if (known != null) {
      return known;
    }
    steps.put(key, CheckStep.WAITING);
    try {
      Examination examination =
          workshop.run(() -> anew(before, after, step -> steps.replace(key, step)));
      synchronized (this.known) {
        this.known.put(key, examination);
      }
      return examination;
    } finally {
      steps.remove(key);
    }
  }

  /** Whether workbooks were examined a short time ago, so that nobody waits for it. */
  boolean isKnown(TableSet before, TableSet after) {
    return known(key(before, after)) != null;
  }

  /** How far an examination has come. */
  CheckStep step(TableSet before, TableSet after) {
    return steps.getOrDefault(key(before, after), CheckStep.WAITING);
  }

  private @Nullable Examination known(String key) {
    synchronized (known) {
      return known.get(key);
    }
  }

  private static String key(TableSet before, TableSet after) {
    return digest(before.workbooks()) + digest(after.workbooks());
  }

  /**
   * The tariff of workbooks, compiled or fetched.
   *
   * @throws FaultException if they have errors
   */
  Tariff tariff(Map<String, byte[]> workbooks) {
    return compiled.load(workbooks);
  }

  private Examination anew(TableSet before, TableSet after, Consumer<CheckStep> progress) {
    progress.accept(CheckStep.TABLES);
    ReadTables checked = TablesReader.check(after.workbooks());
    Findings findings = new Findings();
    findings.addAll(checked.findings());
    List<ScenarioResult> scenarios = new ArrayList<>();
    if (checked.tables() != null) {
      progress.accept(CheckStep.RULES);
      scenarios.addAll(ScenarioResult.of(tariff(after.workbooks()), findings, progress));
    }
    progress.accept(CheckStep.DIFFERENCES);
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
    MessageDigest digest = Sha256.digest();
    workbooks.forEach(
        (name, bytes) -> {
          digest.update((name + " " + bytes.length + " ").getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    return Sha256.of(digest);
  }
}
