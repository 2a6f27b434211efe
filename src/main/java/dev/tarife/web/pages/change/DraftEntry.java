package dev.tarife.web.pages.change;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.web.store.Draft;
import java.util.List;

/**
 * A draft in a list.
 *
 * @param draft the draft
 * @param base the version that was in force when it was uploaded; empty: none was
 */
record DraftEntry(Draft draft, String base) {
  static List<DraftEntry> of(List<Draft> drafts, List<JournalEntry> journal) {
    return drafts.stream()
        .map(
            draft ->
                new DraftEntry(
                    draft,
                    journal.stream()
                        .filter(entry -> entry.file().equals(draft.base()))
                        .map(entry -> entry.version().toString())
                        .findFirst()
                        .orElse("")))
        .toList();
  }
}
