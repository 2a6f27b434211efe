package dev.tarife.table.read;

import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import dev.tarife.sheet.Vocabulary;
import dev.tarife.table.Question;
import dev.tarife.table.Question.Counts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sheet Calculator of {@code metering.xlsx}, which may be left out. */
final class CalculatorReader {
  static final String SHEET = "Calculator";

  /** Instead of a country: the one that is asked. */
  private static final String ASK = "ask";

  private static final Map<String, Counts> COUNTS =
      WorkbookReading.words(Counts.values(), Counts::word);
  private static final List<String> SIZE = List.of("Each name", "Each", "Each in");
  private static final Headers HEADERS =
      Headers.needed("Question", "Area", "Name", "Usage type", "Counts")
          .usual("Each name", "Each", "Each in", "Usual", "Country", "Number type")
          .free("Name (tr)", "Each name (tr)");

  private final WorkbookReading book;
  private final KnownCodes codes;
  private final Vocabulary areas;
  private final Vocabulary usageTypes;

  CalculatorReader(
      WorkbookReading book, KnownCodes codes, Set<String> areas, Set<String> usageTypes) {
    this.book = book;
    this.codes = codes;
    this.areas = ChargesReader.vocabulary(areas, "Areas");
    this.usageTypes =
        usageTypes.isEmpty()
            ? Vocabulary.ANY
            : Vocabulary.of(usageTypes, MeteringReader.FILE + ", Usage types");
  }

  List<Question> read() {
    Map<String, Question> questions = new LinkedHashMap<>();
    if (book.sheets().contains(SHEET)) {
      for (TypedRow line : book.lines(SHEET, HEADERS)) {
        Question question = question(line);
        WorkbookReading.put(questions, line, "Question", question.code(), question);
      }
    }
    return List.copyOf(questions.values());
  }

  private Question question(TypedRow line) {
    boolean asks = ASK.equals(line.cell("Country").toString());
    return new Question(
        line.origin(),
        line.code("Question"),
        line.code("Area", areas),
        line.text("Name"),
        line.textOrNull("Name (tr)"),
        line.code("Usage type", usageTypes),
        line.word("Counts", COUNTS, Counts.RECORDS),
        size(line),
        line.decimalOrNull("Usual"),
        asks ? null : line.codeOrNull("Country", codes.countries()),
        asks,
        line.codeOrNull("Number type", codes.numberTypes()));
  }

  /** All of a size's cells, or none. */
  private static Question.@Nullable Size size(TypedRow line) {
    if (SIZE.stream().allMatch(line::isEmpty)) {
      return null;
    }
    String name = line.text("Each name");
    BigDecimal times = line.decimal("Each in");
    if (line.isGood() && times.signum() == 0) {
      line.error(
          "cell-number",
          "Each in",
          "the cell holds 0",
          "write what one of them is in the usage record's quantity, such as 60 for minutes");
    }
    return new Question.Size(name, line.textOrNull("Each name (tr)"), line.decimal("Each"), times);
  }
}
