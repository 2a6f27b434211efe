package dev.tarife.sheet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cell of a line, read as a text, a code or a list; what it cannot be is reported. */
record TextCell(TypedRow line, String column) {
  private Cell cell() {
    return line.cell(column);
  }

  /** A text for people; null where the cell is empty or at fault. */
  @Nullable String text() {
    return switch (cell().kind()) {
      case EMPTY -> null;
      case REFUSED -> line.refused();
      case TEXT -> oneLine();
      case NUMBER, BOOLEAN -> cell().toString();
      case DATE -> date("format the cell as text and write the text");
    };
  }

  /** A text on several lines, put on one; null where the cell is empty or holds no text. */
  @Nullable String paragraph() {
    return cell().kind() == Cell.Kind.TEXT
        ? cell().text().replaceAll("[\\r\\n\\t]+", " ").strip()
        : text();
  }

  /** A code; null where the cell is empty or at fault. */
  @Nullable String code() {
    return switch (cell().kind()) {
      case EMPTY -> null;
      case REFUSED -> line.refused();
      case TEXT -> checked(cell().text());
      case NUMBER, BOOLEAN, DATE -> noText("format the cell as text and write the code again");
    };
  }

  /** A text, a number or a truth value, as text; null where the cell is empty or at fault. */
  @Nullable String value() {
    return switch (cell().kind()) {
      case EMPTY -> null;
      case REFUSED -> line.refused();
      case TEXT -> oneLine();
      case BOOLEAN -> cell().toString();
      case NUMBER -> number();
      case DATE -> date("format the cell as text and write it again");
    };
  }

  /** The codes of a list. */
  List<String> codes(Vocabulary vocabulary) {
    List<String> codes = new ArrayList<>();
    for (String part : parts()) {
      if (checked(part) != null) {
        if (!vocabulary.knows(part)) {
          line.error(
              "vocabulary",
              column,
              TypedRow.phrase(column, part) + " is unknown",
              vocabulary.fix(part));
        }
        codes.add(part);
      }
    }
    return codes;
  }

  /** The values of a list, or a single number or truth value. */
  List<String> values() {
    if (cell().kind() == Cell.Kind.BOOLEAN) {
      return List.of(cell().toString());
    }
    if (cell().kind() == Cell.Kind.NUMBER) {
      String number = number();
      return number == null ? List.of() : List.of(number);
    }
    List<String> values = new ArrayList<>();
    for (String part : parts()) {
      String fault = VisibleText.notInValue(part);
      if (fault == null) {
        values.add(part);
      } else {
        line.wrong("cell-text", column, "has " + fault, "write the value without it");
      }
    }
    return values;
  }

  private List<String> parts() {
    return switch (cell().kind()) {
      case EMPTY -> List.of();
      case REFUSED -> {
        line.refused();
        yield List.of();
      }
      case NUMBER, BOOLEAN, DATE -> {
        noText("format the cell as text and write it again");
        yield List.of();
      }
      case TEXT -> split(cell().text());
    };
  }

  private List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      String stripped = part.strip();
      if (stripped.isEmpty()) {
        list("has an empty place in its list", "write one ; between two values");
      } else {
        for (String code : named(stripped)) {
          if (parts.contains(code)) {
            list("names " + VisibleText.shown(code) + " twice", "name it once");
          } else {
            parts.add(code);
          }
        }
      }
    }
    return parts;
  }

  /** A code, or those of the list that a part names. */
  private List<String> named(String part) {
    if (!CodeLists.isName(part)) {
      return List.of(part);
    }
    List<String> codes = line.lists().codes(part);
    if (codes == null) {
      line.error(
          "vocabulary",
          column,
          TypedRow.phrase(column, part) + " names no list of codes",
          line.lists().fix(part));
      return List.of();
    }
    return codes;
  }

  private @Nullable String number() {
    BigDecimal number = new NumberCell(line, column).signed();
    return number == null ? null : number.toPlainString();
  }

  private @Nullable String oneLine() {
    String text = cell().text();
    boolean several = text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t');
    return several
        ? line.wrong("cell-text", column, "has a line break or a tab", "write it on one line")
        : text.strip();
  }

  private @Nullable String checked(String code) {
    String fault = VisibleText.notInCode(code);
    if (fault != null) {
      return line.wrong(
          "cell-code",
          column,
          "has " + fault,
          "use only letters a-z, digits and - _ . : / + in a code");
    }
    return code.equals(code.strip())
        ? code
        : line.wrong("cell-code", column, "has a space before or after", "write " + code.strip());
  }

  private @Nullable String date(String fix) {
    return line.wrong("cell-text", column, "is a date", fix);
  }

  private @Nullable String noText(String fix) {
    return line.wrong("cell-text", column, "is not text", fix);
  }

  private void list(String what, String fix) {
    line.wrong("cell-list", column, what, fix);
  }
}
