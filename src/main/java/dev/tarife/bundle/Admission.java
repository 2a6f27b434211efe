package dev.tarife.bundle;

import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import dev.tarife.model.Sha256;

/** Decides whether a store takes a bundle, by what its journal holds. */
final class Admission {
  private Admission() {}

  /**
   * Refuses what was deployed before, and what is older than any of it: an old bundle that somebody
   * kept must not come back as a new one.
   */
  static void refuseOld(Journal journal, BundleContent content) {
    BundleVersion version = content.said().version();
    for (JournalEntry entry : journal.latest(Action.DEPLOY)) {
      if (entry.version().equals(version)) {
        throw refused(
            content,
            "version "
                + version
                + " was deployed on "
                + entry.at()
                + (entry.sha256().equals(content.said().sha256()) ? "" : " with other content"),
            "to make an earlier bundle live again, use tarife bundle rollback --to "
                + version
                + "; for a new one, build it with a higher version");
      }
      if (entry.version().compareTo(version) > 0) {
        throw refused(
            content,
            "version " + version + " is older than " + entry.version() + ", which was deployed",
            "build it with a higher version");
      }
    }
  }

  /** Refuses a bundle that nobody submitted, or that the same person did. */
  static void refuseOwn(Journal journal, BundleContent content, Reason reason) {
    String file = Sha256.of(content.jar());
    if (journal.latest(Action.SUBMIT).stream().noneMatch(entry -> entry.file().equals(file))) {
      throw refused(
          content,
          "nobody submitted it, and this store asks for two people",
          "let its author run tarife bundle submit");
    }
    if (journal.isSubmittedBy(reason.who(), file)) {
      throw refused(
          content,
          reason.who() + " submitted it, and in this store nobody deploys their own",
          "let somebody else deploy it");
    }
  }

  private static FaultException refused(BundleContent content, String what, String fix) {
    return FaultException.of(Place.ofFile(content.file()), what, fix);
  }
}
