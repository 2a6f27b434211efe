package dev.tarife.connect;

import dev.tarife.connect.ContactRule.Lasting;
import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.number.Destinations;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountryOf;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stages of a document what a call has, or a part of one, or a leg. Used by one thread. */
final class CallStage {
  private final Document document;
  private final StagedContact staged;
  private final ContactUsage parts;
  private final Destinations destinations;
  private final Set<String> ofNoCountry;
  private @Nullable String farProblem;

  /**
   * Prepares to stage.
   *
   * @param parts what the document settles beside, each under a name of its own
   * @param ofNoCountry our numbers for which the caller's country sets the price
   */
  CallStage(
      Document document,
      StagedContact staged,
      ContactUsage parts,
      Destinations destinations,
      Set<String> ofNoCountry) {
    this.document = document;
    this.staged = staged;
    this.parts = parts;
    this.destinations = destinations;
    this.ofNoCountry = ofNoCountry;
  }

  /** Forgets the document before. */
  void clear() {
    farProblem = null;
  }

  /** Why the number at the other end has no country, if that is asked, or null. */
  @Nullable String farProblem() {
    return farProblem;
  }

  /** Stages it as a row says, unless it cannot be told how long it lasts. */
  Lasting stage(ContactRule rule) {
    ContactRow row = rule.row();
    Lasting lasting = rule.lasting(document, null, DocumentTimes.NONE);
    if (lasting.problem() != null) {
      return lasting;
    }
    staged.put(DocumentColumn.START, lasting.start());
    staged.put(DocumentColumn.AT, lasting.start());
    staged.put(DocumentColumn.SECONDS, lasting.length());
    staged.put(DocumentColumn.CONNECTED, lasting.connected());
    if (row.ownChain()) {
      staged.put(DocumentColumn.CHAIN, null);
    }
    if (row.usageType() != null) {
      parts.claim(rule, rule.name());
      staged.put(
          DocumentColumn.ATTRIBUTES, ContactUsage.join(parts.attributes(rule, document, null)));
    }
    numbers(rule);
    return lasting;
  }

  private void numbers(ContactRule rule) {
    CountryOf country = rule.row().numbers().country();
    String ours = textOf(rule.ours());
    String far = textOf(rule.other());
    staged.put(DocumentColumn.OURS, Destinations.isNumber(ours) ? ours : null);
    staged.put(DocumentColumn.FAR, far);
    boolean asked =
        country == CountryOf.OTHER_END
            || (country == CountryOf.OUR_NUMBER && ours != null && ofNoCountry.contains(ours));
    if (asked) {
      String found = destinations.country(far);
      staged.put(DocumentColumn.FAR_COUNTRY, found);
      farProblem = found == null ? Destinations.objection(far) : null;
    }
  }

  private @Nullable String textOf(int field) {
    return field == ContactFields.NONE ? null : document.text(field);
  }
}
