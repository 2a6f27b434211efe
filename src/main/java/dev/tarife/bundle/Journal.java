package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a store, as it was at one moment: lines of JSON that are only ever added to. Each
 * line holds the hash of the one before, so that none can be changed, added or left out in between
 * unnoticed.
 */
final class Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private String last = "";

  private Journal() {}

  /**
   * Reads a journal.
   *
   * @param file its name, for errors
   * @throws FaultException if a line is damaged
   */
  static Journal of(List<String> lines, String file) {
    Journal journal = new Journal();
    for (String line : lines) {
      journal.add(file, line);
    }
    return journal;
  }

  private void add(String file, String line) {
    try {
      JournalEntry entry = JournalEntry.parse(line);
      if (!entry.previous().equals(last)) {
        throw new IllegalArgumentException("the line before it was changed, added or left out");
      }
      entries.add(entry);
      last = Sha256.of(line);
    } catch (IllegalArgumentException e) {
      throw FaultException.of(
          Place.line(file, entries.size() + 1),
          "the journal is damaged: " + e.getMessage(),
          "bring the file back from a backup");
    }
  }

  /** SHA-256 of the last line; empty where there is none. */
  String last() {
    return last;
  }

  List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /** The time of the next entry: never before the last, whatever the clock says. */
  Instant next(Instant now) {
    Instant latest = entries.isEmpty() ? Instant.MIN : entries.get(entries.size() - 1).at();
    return now.isBefore(latest) ? latest : now;
  }

  /** What is live. */
  Optional<JournalEntry> live() {
    return liveBefore(null);
  }

  /** What was live at the end of a day, in UTC. */
  Optional<JournalEntry> live(LocalDate day) {
    return liveBefore(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private Optional<JournalEntry> liveBefore(@Nullable Instant end) {
    return entries.stream()
        .filter(entry -> entry.madeLive() && (end == null || entry.at().isBefore(end)))
        .reduce((first, second) -> second);
  }

  /** What a rollback goes back to: live before the live one, and not rolled back from. */
  Optional<JournalEntry> before() {
    Deque<JournalEntry> stack = new ArrayDeque<>();
    for (JournalEntry entry : entries) {
      if (entry.action() == JournalEntry.Action.ROLLBACK && isIn(stack, entry.file())) {
        while (!stack.peek().file().equals(entry.file())) {
          stack.pop();
        }
      } else if (entry.madeLive()) {
        stack.push(entry);
      }
    }
    return stack.stream().skip(1).findFirst();
  }

  /**
   * The files that pruning must leave: the live one, the one that a rollback goes back to, those
   * that were submitted and not deployed, and the last ones that were deployed.
   *
   * @param keep how many of the last ones
   */
  Set<String> needed(int keep) {
    Set<String> needed = new TreeSet<>();
    Set<String> deployed = new TreeSet<>();
    for (JournalEntry entry : latest(JournalEntry.Action.DEPLOY)) {
      if (deployed.size() < keep) {
        needed.add(entry.file());
      }
      deployed.add(entry.file());
    }
    live().map(JournalEntry::file).ifPresent(needed::add);
    before().map(JournalEntry::file).ifPresent(needed::add);
    latest(JournalEntry.Action.SUBMIT).stream()
        .map(JournalEntry::file)
        .filter(file -> !deployed.contains(file))
        .forEach(needed::add);
    return needed;
  }

  /** Whether somebody submitted a bundle's file, in whatever case their name is written. */
  boolean isSubmittedBy(String who, String file) {
    return latest(JournalEntry.Action.SUBMIT).stream()
        .anyMatch(entry -> entry.file().equals(file) && folded(entry.who()).equals(folded(who)));
  }

  private static String folded(String name) {
    return name.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static boolean isIn(Deque<JournalEntry> stack, String file) {
    return stack.stream().anyMatch(entry -> entry.file().equals(file));
  }

  /** Entries of an action, the latest first. */
  List<JournalEntry> latest(JournalEntry.Action action) {
    List<JournalEntry> all = new ArrayList<>();
    for (JournalEntry entry : entries) {
      if (entry.action() == action) {
        all.add(0, entry);
      }
    }
    return all;
  }
}
