package dev.tarife.connect;

import dev.tarife.connect.Document.Element;
import dev.tarife.connect.Rule.Lasting;
import dev.tarife.table.ContactRow;
import dev.tarife.table.ContactRow.CountryOf;
import dev.tarife.table.ContactRow.CountsAs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one contact settles by itself, as the rows of the table say; chains, numbers and deliveries
 * of the same contact are joined to it later. Used by one thread.
 */
final class Settlement {
  /** Numbers that begin so are of no country: their caller's country prices the call. */
  private static final String UNIVERSAL = "+800";

  private final Rules rules;
  private final Parts parts;
  private final Document document;
  private final int[] tags;
  private final @Nullable String[] row = new @Nullable String[Column.values().length];
  private @Nullable String problem;

  Settlement(Rules rules) {
    this.rules = rules;
    parts = new Parts(rules);
    document = new Document(rules.fields());
    tags = rules.fields().tags();
  }

  /** The document that is settled next. */
  Document document() {
    return document;
  }

  /** The role of a contact in its chain, as it is staged. */
  static String role(CountsAs countsAs) {
    return countsAs.name().toLowerCase(Locale.ROOT);
  }

  /** The staged row of the document; it is valid until the next one. */
  @Nullable String[] settle(int file, long line) {
    Arrays.fill(row, null);
    parts.clear();
    put(Column.FILE, file);
    put(Column.LINE, line);
    problem = document.problem();
    identify();
    if (problem == null) {
      decide();
    }
    if (problem == null) {
      problem = parts.problem();
    }
    if (problem != null) {
      withhold();
    }
    return row;
  }

  /** The staged row of what is no contact record at all. */
  static @Nullable String[] ofNone(String problem, int file, long line) {
    @Nullable String[] row = new @Nullable String[Column.values().length];
    row[Column.FILE.place()] = Integer.toString(file);
    row[Column.LINE.place()] = Long.toString(line);
    row[Column.PROBLEM.place()] = problem;
    return row;
  }

  private void identify() {
    String contact = document.text(Key.CONTACT);
    if (contact == null) {
      reject("the document has no ContactId: it is no contact record");
    }
    String initial = document.text(Key.INITIAL);
    String channel = document.text(Key.CHANNEL);
    String method = document.text(Key.METHOD);
    put(Column.ACCOUNT, document.text(Key.ACCOUNT));
    put(Column.CONTACT, contact);
    put(Column.CHAIN, initial == null ? contact : initial);
    put(Column.PREVIOUS, document.text(Key.PREVIOUS));
    put(Column.RELATED, document.text(Key.RELATED));
    put(Column.CHANNEL, channel);
    put(Column.METHOD, method);
    put(Column.SUBTYPE, document.text(Key.SUBTYPE));
    put(Column.UPDATED, document.isUpdateWrong() ? Long.MAX_VALUE : document.number(Key.UPDATED));
    put(Column.AT, at());
    String arn = document.text(Key.INSTANCE);
    // arn:aws:connect:REGION:ACCOUNT:instance/ID
    int slash = arn == null ? -1 : arn.lastIndexOf('/');
    if (arn == null || slash < 0 || slash + 1 == arn.length()) {
      reject(arn == null ? "InstanceARN is missing" : "InstanceARN does not end in /ID");
    } else {
      put(Column.INSTANCE, arn.substring(slash + 1));
      String[] parted = arn.split(":", 5);
      put(Column.REGION, parted.length > 3 && !parted[3].isEmpty() ? parted[3] : null);
    }
    if (channel == null || method == null) {
      reject((channel == null ? Key.CHANNEL : Key.METHOD) + " is missing");
    }
  }

  /** When the contact is, if no row says more. */
  private long at() {
    for (Key key : List.of(Key.INITIATED, Key.CONNECTED, Key.DISCONNECTED)) {
      if (document.number(key) != Times.NONE) {
        return document.number(key);
      }
    }
    return Times.NONE;
  }

  private void decide() {
    String channel = String.valueOf(document.text(Key.CHANNEL));
    String method = String.valueOf(document.text(Key.METHOD));
    Rules.Fitting fitting = rules.of(channel, method);
    for (Rule rule : fitting.deciding()) {
      if (rule.holds(document, null)) {
        settle(rule, fitting.beside());
        return;
      }
    }
    reject(rules.unknown(channel, method, document));
  }

  private void settle(Rule rule, List<Rule> beside) {
    CountsAs countsAs = rule.row().countsAs();
    put(Column.ROLE, role(countsAs));
    put(Column.ROW, rule.number());
    long at = at();
    if (countsAs.isTimed()) {
      at = call(rule);
    } else if (rule.row().usageType() != null) {
      if (at == Times.NONE && rule.row().time().starts().isEmpty()) {
        reject(Key.INITIATED + " is missing");
      } else {
        String wrong = parts.add(rule, document, null, at);
        if (wrong != null) {
          reject(wrong);
        }
      }
    }
    List<String> tells = new ArrayList<>();
    tell(rule, tells);
    boolean charged = countsAs.isTimed() || rule.row().usageType() != null;
    for (Rule other : charged && problem == null ? beside : List.<Rule>of()) {
      String list = other.row().forEach();
      if (list != null) {
        for (Element element : document.elements()) {
          if (element.list().equals(list) && other.holds(document, element)) {
            beside(other, element, at, tells);
          }
        }
      } else if (other.holds(document, null)) {
        beside(other, null, at, tells);
      }
    }
    put(Column.PARTS, parts.text());
    put(Column.TELLS, tells.isEmpty() ? null : String.join(";", tells));
    if (tags.length > 0) {
      List<@Nullable String> values = new ArrayList<>();
      for (int tag : tags) {
        values.add(document.text(tag));
      }
      put(Column.TAGS, Parts.join(values));
    }
  }

  private void beside(Rule rule, @Nullable Element element, long at, List<String> tells) {
    if (rule.row().usageType() != null) {
      parts.add(rule, document, element, at);
    }
    tell(rule, tells);
  }

  private static void tell(Rule rule, List<String> tells) {
    if (rule.row().tell() != null) {
      tells.add(Integer.toString(rule.number()));
    }
  }

  /** A call, a part of one, or a leg; gives when it begins. */
  private long call(Rule rule) {
    ContactRow of = rule.row();
    Lasting lasting = rule.lasting(document, null, Times.NONE);
    if (lasting.problem() != null) {
      reject(lasting.problem());
      return lasting.start();
    }
    put(Column.START, lasting.start());
    put(Column.AT, lasting.start());
    put(Column.SECONDS, lasting.length());
    put(Column.CONNECTED, lasting.connected());
    if (of.ownChain()) {
      put(Column.CHAIN, document.text(Key.CONTACT));
    }
    if (of.usageType() != null) {
      parts.claim(rule, "");
      put(Column.ATTRIBUTES, Parts.join(parts.attributes(rule, document, null)));
    }
    numbers(rule);
    return lasting.start();
  }

  private void numbers(Rule rule) {
    ContactRow.Numbers numbers = rule.row().numbers();
    int oursField = rule.field(numbers.ours());
    int farField = rule.field(numbers.other());
    String ours = oursField == Fields.NONE ? null : document.text(oursField);
    String far = farField == Fields.NONE ? null : document.text(farField);
    put(Column.OURS, Destinations.isNumber(ours) ? ours : null);
    put(Column.FAR, far);
    boolean asked =
        numbers.country() == CountryOf.OTHER_END
            || (numbers.country() == CountryOf.OUR_NUMBER
                && ours != null
                && ours.startsWith(UNIVERSAL));
    if (asked) {
      String country = Destinations.country(far);
      put(Column.FAR_COUNTRY, country);
      put(Column.FAR_PROBLEM, country == null ? Destinations.objection(far) : null);
    }
  }

  /** Leaves of a row only what says which contact is not charged, and why. */
  private void withhold() {
    Arrays.fill(row, Column.ROLE.place(), row.length, null);
    put(Column.ROLE, role(rules.role(document.text(Key.CHANNEL), document.text(Key.METHOD))));
    put(Column.PROBLEM, problem);
  }

  private void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  private void put(Column column, long value) {
    put(column, value == Times.NONE ? null : Long.toString(value));
  }

  private void put(Column column, @Nullable String value) {
    row[column.place()] = value;
  }
}
