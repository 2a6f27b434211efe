package dev.tarife.connect.document;

import dev.tarife.table.ContactField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** One contact record: the fields that settle charges, and the first thing wrong with them. */
public final class Document {
  /** Parts the values of a field that is there several times. */
  public static final char SEVERAL = '\u001F';

  /** The most that a field may hold. */
  static final int LONGEST_TEXT = 1024;

  private static final int MOST_ELEMENTS = 1000;

  /**
   * One of a list of things in a document.
   *
   * @param list where the list is
   * @param texts what its fields hold, as it is written
   */
  public record Element(String list, Map<Integer, String> texts) {}

  /**
   * What a field holds whose type is that of the contact's day.
   *
   * @param text as it is written; null: neither a text nor a number nor true or false
   * @param token of which kind it is
   * @param listed whether it lies in a list
   */
  private record Written(int field, @Nullable String text, JsonToken token, boolean listed) {}

  private final List<Written> written = new ArrayList<>();
  private final ContactField.FieldType[] types;
  private final ContactFields fields;
  private final @Nullable String[] texts;
  private final long[] numbers;
  private final boolean[] none;
  private final List<Element> elements = new ArrayList<>();
  private @Nullable String problem;
  private boolean updatedIsWrong;

  public Document(ContactFields fields) {
    this.fields = fields;
    texts = new @Nullable String[fields.count()];
    numbers = new long[fields.count()];
    none = new boolean[fields.count()];
    types = new ContactField.FieldType[fields.count()];
    Arrays.setAll(types, fields::type);
  }

  /** What a field is, on the day of the contact. */
  public ContactField.FieldType type(int field) {
    return types[field];
  }

  /** Keeps what a field holds until the day of the contact is known. */
  void written(int field, @Nullable String text, JsonToken token, boolean listed) {
    written.add(new Written(field, text, token, listed));
  }

  /**
   * Takes what was written of fields with days as what they are on the day of the contact; of those
   * that are not read then, nothing.
   *
   * @param contact when the contact is, in microseconds
   */
  public void takeWritten(long contact) {
    for (int i = 0; i < written.size(); i++) {
      Written one = written.get(i);
      ContactField.FieldType type = fields.type(one.field(), contact);
      if (type != null) {
        types[one.field()] = type;
        take(one, type);
      }
    }
    written.clear();
  }

  private void take(Written one, ContactField.FieldType type) {
    String wrong =
        one.text() == null || (one.listed() && type != ContactField.FieldType.TEXT)
            ? DocumentParser.wrong(type)
            : DocumentParser.wrong(type, one.token(), one.text());
    if (wrong != null) {
      wrong(one.field(), wrong);
      return;
    }
    String text = String.valueOf(one.text());
    switch (type) {
      case TEXT -> text(one.field(), text, one.listed());
      case TIME -> time(one.field(), text);
      case TRUE_OR_FALSE -> number(one.field(), DocumentParser.isTrue(text) ? 1 : 0);
      case COUNT -> number(one.field(), Long.parseLong(text));
    }
  }

  /** Why nothing of it is charged, or null. */
  public @Nullable String problem() {
    return problem;
  }

  /** Whether it cannot be told which of two deliveries is the later. */
  public boolean isUpdateWrong() {
    return updatedIsWrong;
  }

  public List<Element> elements() {
    return elements;
  }

  public @Nullable String text(IdentityField key) {
    return texts[key.field()];
  }

  public @Nullable String text(int field) {
    return texts[field];
  }

  public long number(IdentityField key) {
    return numbers[key.field()];
  }

  /** A time in microseconds, a count, or 1 for true; {@link DocumentTimes#NONE}: not given. */
  public long number(int field) {
    return numbers[field];
  }

  /** Keeps the first objection. */
  void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  /** Forgets the document before. */
  void clear() {
    Arrays.fill(texts, null);
    Arrays.fill(numbers, DocumentTimes.NONE);
    Arrays.fill(none, false);
    elements.clear();
    written.clear();
    problem = null;
    updatedIsWrong = false;
  }

  /** Notes that a field is null: it must not hold anything as well. */
  void none(int field) {
    none[field] = true;
    if (texts[field] != null || numbers[field] != DocumentTimes.NONE) {
      wrong(field, "is there twice");
    }
  }

  /** Objects to what a field holds. */
  void wrong(int field, String what) {
    reject(fields.path(field) + " " + what);
    updatedIsWrong |= field == IdentityField.UPDATED.field();
  }

  /**
   * Keeps what a field holds.
   *
   * @param listed whether it lies in a list, and may be there several times
   */
  public void text(int field, String text, boolean listed) {
    if (!isPlain(text)) {
      reject(fields.path(field) + " holds a character that is not allowed in it");
      return;
    }
    if (text.isEmpty()) {
      return;
    }
    String before = texts[field];
    if ((before != null || none[field]) && !listed) {
      reject(fields.path(field) + " is there twice");
    } else if (text.length() + (before == null ? 0 : before.length()) > LONGEST_TEXT) {
      reject(fields.path(field) + " is longer than " + LONGEST_TEXT + " characters");
    } else {
      texts[field] = before == null ? text : before + SEVERAL + text;
    }
  }

  /** Whether a text has neither control characters nor halves of characters. */
  public static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || ++i == text.length()
            || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether it is written as a count is. */
  public static boolean isCount(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Keeps a time, if there is any. */
  void time(int field, String text) {
    if (text.isEmpty()) {
      return;
    }
    long time = DocumentTimes.parse(text);
    if (time == DocumentTimes.NONE) {
      wrong(field, DocumentTimes.OUTSIDE);
    }
    number(field, time);
  }

  /** Keeps a time in microseconds, a count, or 1 for true. */
  public void number(int field, long number) {
    if (numbers[field] != DocumentTimes.NONE || none[field]) {
      wrong(field, "is there twice");
    }
    numbers[field] = number;
  }

  /** Keeps one of a list of things. */
  void add(Element element) {
    if (elements.size() == MOST_ELEMENTS) {
      reject(element.list() + " holds more than " + MOST_ELEMENTS);
    } else {
      elements.add(element);
    }
  }
}
