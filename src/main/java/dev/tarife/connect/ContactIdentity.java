package dev.tarife.connect;

import dev.tarife.connect.document.Document;
import dev.tarife.connect.document.DocumentTimes;
import dev.tarife.connect.document.IdentityField;
import dev.tarife.table.ContactRow.CountsAs;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What says which contact a document is about, whatever the table says. */
final class ContactIdentity {
  private static final List<IdentityField> TIMES =
      List.of(IdentityField.INITIATED, IdentityField.CONNECTED, IdentityField.DISCONNECTED);
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
    String contact = document.text(IdentityField.CONTACT);
    staged.put(DocumentColumn.CONTACT, contact);
    staged.put(DocumentColumn.CHAIN, document.text(IdentityField.INITIAL));
    staged.put(DocumentColumn.PREVIOUS, document.text(IdentityField.PREVIOUS));
    staged.put(DocumentColumn.RELATED, document.text(IdentityField.RELATED));
    staged.put(
        DocumentColumn.UPDATED,
        document.isUpdateWrong() ? Long.MAX_VALUE : document.number(IdentityField.UPDATED));
    staged.put(DocumentColumn.AT, at(document));
    if (contact == null) {
      staged.put(DocumentColumn.FILE, file);
      staged.put(DocumentColumn.LINE, line);
      return "the document has no ContactId: it is not a contact record";
    }
    String arn = document.text(IdentityField.INSTANCE);
    if (DocumentKinds.instance(arn) == null) {
      return arn == null ? "InstanceARN is missing" : "InstanceARN does not end in /ID";
    }
    if (document.text(IdentityField.CHANNEL) == null) {
      return IdentityField.CHANNEL + " is missing";
    }
    return document.text(IdentityField.METHOD) == null
        ? IdentityField.METHOD + " is missing"
        : null;
  }

  /** When the contact is, if no row says more. */
  static long at(Document document) {
    for (IdentityField key : TIMES) {
      if (document.number(key) != DocumentTimes.NONE) {
        return document.number(key);
      }
    }
    return DocumentTimes.NONE;
  }

  /** The role of a contact in its chain, as it is staged. */
  static String role(CountsAs countsAs) {
    return Objects.requireNonNull(ROLES.get(countsAs));
  }
}
