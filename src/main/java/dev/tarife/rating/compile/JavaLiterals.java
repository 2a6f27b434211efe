package dev.tarife.rating.compile;

import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Quantity;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values of cells as Java literals, for rule templates. A cell is data: whatever it holds, it comes
 * out as one literal and never as code.
 */
final class JavaLiterals {
  static final String NULL = "null";

  private JavaLiterals() {}

  /** A quoted string. Everything but printable ASCII is escaped. */
  static String text(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '@' || c == '$') {
        // Also the two characters that mean something to a template or to DRL; MVEL reads no
        // small letters in an escape.
        literal.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  static String texts(Collection<String> values) {
    return values.stream().map(JavaLiterals::text).collect(Collectors.joining(", "));
  }

  static String list(Collection<String> values) {
    return "java.util.List.of(" + texts(values) + ")";
  }

  static String orNull(@Nullable String value) {
    return value == null ? NULL : text(value);
  }

  static String quantity(@Nullable Quantity value) {
    return value == null ? NULL : "Quantity.of(" + text(value.toString()) + ")";
  }

  static String money(@Nullable Money value) {
    return value == null ? NULL : "Money.of(" + text(value.toString()) + ")";
  }

  static String date(LocalDate value) {
    // Not parsed: rules make it anew for each account.
    return "LocalDate.of(%s, %s, %s)"
        .formatted(value.getYear(), value.getMonthValue(), value.getDayOfMonth());
  }

  static String dateOrNull(@Nullable LocalDate value) {
    return value == null ? NULL : date(value);
  }

  /** An enum's constant, by the name under which a template imports its class. */
  static String constant(String type, @Nullable Enum<?> value) {
    return value == null ? NULL : type + "." + value.name();
  }

  static String origin(Origin origin) {
    return "new Origin("
        + text(origin.workbook())
        + ", "
        + text(origin.sheet())
        + ", "
        + origin.row()
        + ")";
  }
}
