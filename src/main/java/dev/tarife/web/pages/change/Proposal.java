package dev.tarife.web.pages.change;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.compare.TableSet;
import dev.tarife.web.store.Draft;
import org.jspecify.annotations.Nullable;

/**
 * Workbooks beside those that they would take the place of: a draft, or a bundle that was handed
 * in.
 *
 * @param path of its page
 * @param draft the draft; null: it is a bundle
 * @param submitted what handed the bundle in, or deployed it where nobody did; null: it is a draft
 * @param before what is live; of a bundle that was live, what was before it
 * @param after the workbooks themselves
 */
record Proposal(
    String path,
    @Nullable Draft draft,
    @Nullable JournalEntry submitted,
    TableSet before,
    TableSet after) {}
