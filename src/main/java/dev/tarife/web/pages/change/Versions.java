package dev.tarife.web.pages.change;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of a journal, the highest version first.
 *
 * @param all each once
 * @param live the one that is live; null: none is
 */
record Versions(List<One> all, @Nullable One live) {
  /**
   * A bundle.
   *
   * @param version its version
   * @param file SHA-256 of its file
   * @param sha256 of its content, as invoices show it
   * @param author who submitted it; of the first, who deployed it
   * @param why they did
   * @param at when
   * @param state where it stands
   */
  record One(
      BundleVersion version,
      String file,
      String sha256,
      String author,
      String why,
      Instant at,
      State state) {}

  /** Where a bundle stands. */
  enum State {
    /** It waits for somebody to approve and deploy it. */
    WAITING,
    /** A higher version was deployed before it was. */
    PASSED,
    LIVE,
    /** It was live. */
    PAST
  }

  static Versions of(List<JournalEntry> journal) {
    Map<String, JournalEntry> first = new LinkedHashMap<>();
    Set<String> deployed = new LinkedHashSet<>();
    Set<String> removed = new LinkedHashSet<>();
    JournalEntry live = null;
    BundleVersion highest = null;
    for (JournalEntry entry : journal) {
      first.putIfAbsent(entry.file(), entry);
      if (entry.madeLive()) {
        deployed.add(entry.file());
        live = entry;
        if (highest == null || entry.version().compareTo(highest) > 0) {
          highest = entry.version();
        }
      } else if (entry.action() == Action.PRUNE) {
        removed.add(entry.file());
      }
    }
    List<One> all = new ArrayList<>();
    One current = null;
    for (JournalEntry entry : first.values()) {
      boolean isLive = live != null && live.file().equals(entry.file());
      if (removed.contains(entry.file()) && !isLive) {
        continue;
      }
      State state =
          isLive
              ? State.LIVE
              : deployed.contains(entry.file())
                  ? State.PAST
                  : highest != null && entry.version().compareTo(highest) <= 0
                      ? State.PASSED
                      : State.WAITING;
      One one =
          new One(
              entry.version(),
              entry.file(),
              entry.sha256(),
              entry.who(),
              entry.why(),
              entry.at(),
              state);
      all.add(one);
      if (isLive) {
        current = one;
      }
    }
    all.sort(Comparator.comparing(One::version).thenComparing(One::at).reversed());
    return new Versions(List.copyOf(all), current);
  }

  /** Those that wait for somebody. */
  public List<One> waiting() {
    return in(State.WAITING);
  }

  /** Those that were live, and may be again. */
  public List<One> past() {
    return in(State.PAST);
  }

  /** The bundle of a file. */
  One of(String file) {
    return Objects.requireNonNull(
        all.stream().filter(one -> one.file().equals(file)).findFirst().orElse(null));
  }

  /** A version for the next one: higher than all. */
  public String next() {
    if (all.isEmpty()) {
      return "1.0.0";
    }
    BundleVersion highest = all.get(0).version();
    return new BundleVersion(highest.major(), highest.minor(), highest.patch() + 1).toString();
  }

  private List<One> in(State state) {
    return all.stream().filter(one -> one.state() == state).toList();
  }
}
