package dev.tarife.connect;

import dev.tarife.connect.ContactRule.Lasting;
import dev.tarife.connect.DocumentKinds.Kind;
import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.Document.Element;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.document.IdentityField;
import dev.tarife.connect.number.Destinations;
import dev.tarife.table.ContactRow.CountsAs;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one contact settles by itself, as the rows of the table say; chains, numbers and deliveries
 * of the same contact are joined to it later. Used by one thread.
 */
final class Settlement {
  private final ContactRules rules;
  private final StagingFiles target;
  private final DocumentKinds kinds;
  private final ContactUsage parts;
  private final Document document;
  private final CallStage calls;
  private final int[] tags;
  private final StagedContact staged = new StagedContact();
  private final StringBuilder tells = new StringBuilder();
  private long doc;
  private @Nullable CountsAs role;
  private long ruleRow;
  private @Nullable String problem;

  /**
   * Prepares to settle.
   *
   * @param ofNoCountry our numbers for which the caller's country sets the price
   * @param target gets the rows
   * @param firstDoc the number of the first document; those after it are free
   */
  Settlement(
      ContactRules rules,
      Destinations destinations,
      Set<String> ofNoCountry,
      StagingFiles target,
      AtomicLong nextKind,
      long firstDoc) {
    this.rules = rules;
    this.target = target;
    kinds = new DocumentKinds(target.kinds(), nextKind);
    parts = new ContactUsage(rules, destinations, target.parts());
    document = new Document(rules.fields());
    calls = new CallStage(document, staged, parts, destinations, ofNoCountry);
    tags = rules.fields().tags();
    doc = firstDoc;
  }

  /** The document that is settled next. */
  Document document() {
    return document;
  }

  /** Stages what the document settles. */
  void settle(int file, long line) throws IOException {
    clear();
    document.takeWritten(ContactIdentity.at(document));
    problem = document.problem();
    String unclear = ContactIdentity.put(document, file, line, staged);
    if (problem == null) {
      problem = unclear;
    }
    if (problem == null) {
      decide();
    }
    if (problem == null) {
      problem = parts.problem();
    }
    if (problem != null) {
      withhold();
    }
    Kind kind =
        new Kind(
            document.text(IdentityField.ACCOUNT),
            document.text(IdentityField.INSTANCE),
            document.text(IdentityField.CHANNEL),
            document.text(IdentityField.METHOD),
            document.text(IdentityField.SUBTYPE),
            role == null ? null : ContactIdentity.role(role),
            ruleRow,
            tells.isEmpty() ? null : tells.toString(),
            calls.farProblem());
    long number = kinds.number(kind);
    put(DocumentColumn.KIND, number);
    parts.write(staged);
    write();
  }

  /** Stages what is not a contact record at all. */
  void settleNone(String why, int file, long line) throws IOException {
    clear();
    put(DocumentColumn.KIND, kinds.number(Kind.NONE));
    put(DocumentColumn.FILE, file);
    put(DocumentColumn.LINE, line);
    put(DocumentColumn.PROBLEM, why);
    write();
  }

  private void clear() {
    staged.clear();
    parts.clear();
    tells.setLength(0);
    role = null;
    ruleRow = DocumentTimes.NONE;
    calls.clear();
    put(DocumentColumn.DOC, doc++);
  }

  private void write() throws IOException {
    staged.write(target.contacts());
    target.keep();
  }

  private void decide() {
    String channel = String.valueOf(document.text(IdentityField.CHANNEL));
    String method = String.valueOf(document.text(IdentityField.METHOD));
    ContactRules.Fitting fitting = rules.of(channel, method);
    long at = ContactIdentity.at(document);
    for (ContactRule rule : fitting.deciding()) {
      if (rule.isInForce(at) && rule.holds(document, null)) {
        settle(rule, fitting.beside());
        return;
      }
    }
    reject(rules.unknown(channel, method, document));
  }

  private void settle(ContactRule rule, List<ContactRule> beside) {
    CountsAs countsAs = rule.row().countsAs();
    role = countsAs;
    ruleRow = rule.number();
    long at = ContactIdentity.at(document);
    if (countsAs.isTimed()) {
      Lasting lasting = calls.stage(rule);
      at = lasting.start();
      if (lasting.problem() != null) {
        reject(lasting.problem());
      }
    } else if (rule.row().usageType() != null) {
      if (at == DocumentTimes.NONE && rule.row().time().starts().isEmpty()) {
        reject(IdentityField.INITIATED + " is missing");
      } else {
        String wrong = parts.add(rule, document, null, at);
        if (wrong != null) {
          reject(wrong);
        }
      }
    }
    tell(rule);
    if (problem == null && (countsAs.isTimed() || rule.row().usageType() != null)) {
      for (ContactRule other : beside) {
        beside(other, at);
      }
    }
    if (tags.length > 0) {
      @Nullable String[] values = new @Nullable String[tags.length];
      for (int i = 0; i < tags.length; i++) {
        values[i] = document.text(tags[i]);
      }
      put(DocumentColumn.TAGS, ContactUsage.join(values));
    }
  }

  private void beside(ContactRule rule, long at) {
    String list = rule.row().forEach();
    if (list == null) {
      beside(rule, null, at);
      return;
    }
    for (Element element : document.elements()) {
      if (element.list().equals(list)) {
        beside(rule, element, at);
      }
    }
  }

  private void beside(ContactRule rule, @Nullable Element element, long at) {
    if (rule.isInForce(ContactIdentity.at(document)) && rule.holds(document, element)) {
      if (rule.row().usageType() != null) {
        parts.add(rule, document, element, at);
      }
      tell(rule);
    }
  }

  private void tell(ContactRule rule) {
    if (rule.row().tell() != null) {
      tells.append(tells.isEmpty() ? "" : ";").append(rule.number());
    }
  }

  /** Leaves of a row only what says which contact is not charged, and why. */
  private void withhold() {
    staged.clearFrom(DocumentColumn.START);
    parts.clear();
    tells.setLength(0);
    ruleRow = DocumentTimes.NONE;
    calls.clear();
    role = rules.role(document.text(IdentityField.CHANNEL), document.text(IdentityField.METHOD));
    put(DocumentColumn.PROBLEM, problem);
  }

  private void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  private void put(DocumentColumn column, long value) {
    staged.put(column, value);
  }

  private void put(DocumentColumn column, @Nullable String value) {
    staged.put(column, value);
  }
}
