package dev.tarife.connect;

import dev.tarife.table.ContactRow.CountsAs;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What says which contact a document is about, whatever the table says. */
final class ContactIdentity {
  private static final List<Key> TIMES = List.of(Key.INITIATED, Key.CONNECTED, Key.DISCONNECTED);
  private static final Map<CountsAs, String> ROLES = new EnumMap<>(CountsAs.class);

  static {
    for (CountsAs countsAs : CountsAs.values()) {
      ROLES.put(countsAs, countsAs.name().toLowerCase(Locale.ROOT));
    }
  }

  private ContactIdentity() {}

  /**
   * Stages who the contact is, and when.
   *
   * @return why that is not clear, or null
   */
  static @Nullable String put(Document document, int file, long line, StagedContact staged) {
    String contact = document.text(Key.CONTACT);
    staged.put(Column.CONTACT, contact);
    staged.put(Column.CHAIN, document.text(Key.INITIAL));
    staged.put(Column.PREVIOUS, document.text(Key.PREVIOUS));
    staged.put(Column.RELATED, document.text(Key.RELATED));
    staged.put(
        Column.UPDATED, document.isUpdateWrong() ? Long.MAX_VALUE : document.number(Key.UPDATED));
    staged.put(Column.AT, at(document));
    if (contact == null) {
      staged.put(Column.FILE, file);
      staged.put(Column.LINE, line);
      return "the document has no ContactId: it is not a contact record";
    }
    String arn = document.text(Key.INSTANCE);
    if (DocumentKinds.instance(arn) == null) {
      return arn == null ? "InstanceARN is missing" : "InstanceARN does not end in /ID";
    }
    if (document.text(Key.CHANNEL) == null) {
      return Key.CHANNEL + " is missing";
    }
    return document.text(Key.METHOD) == null ? Key.METHOD + " is missing" : null;
  }

  /** When the contact is, if no row says more. */
  static long at(Document document) {
    for (Key key : TIMES) {
      if (document.number(key) != Times.NONE) {
        return document.number(key);
      }
    }
    return Times.NONE;
  }

  /** The role of a contact in its chain, as it is staged. */
  static String role(CountsAs countsAs) {
    return Objects.requireNonNull(ROLES.get(countsAs));
  }
}
