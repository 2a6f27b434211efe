package dev.tarife.table.read;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Finding;
import dev.tarife.table.Question;
import dev.tarife.table.SmallTariff;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the calculator asks is a sheet that may be left out. */
class CalculatorReaderTest {
  private static final Object[] HEADERS =
      row(
          "Question",
          "Area",
          "Name",
          "Name (tr)",
          "Usage type",
          "Counts",
          "Each name",
          "Each name (tr)",
          "Each",
          "Each in",
          "Usual",
          "Country",
          "Number type");

  @Test
  void withoutTheSheetNothingIsAsked() {
    assertThat(TablesReader.read(new SmallTariff().bytes()).calculator()).isEmpty();
  }

  @Test
  void theShippedTablesAskInBothLanguages() {
    List<Question> questions = TablesReader.standard().calculator();

    assertThat(questions)
        .extracting(Question::code)
        .contains("calls-in", "chats", "scheduled-agents");
    assertThat(questions).allSatisfy(question -> assertThat(question.nameTr()).isNotNull());
  }

  @Test
  void aQuestionIsReadWholly() {
    List<Question> questions =
        TablesReader.read(
                calculator(
                    row(
                        "calls",
                        "voice",
                        "Calls",
                        "Aramalar",
                        "voice-inbound",
                        "records",
                        "minutes each",
                        "dakika",
                        5,
                        60,
                        1000,
                        "ask",
                        "did"),
                    row("agents", "chat", "Agents", null, "chat-message", "resources")))
            .calculator();

    Question calls = questions.get(0);
    assertThat(calls.size())
        .isEqualTo(
            new Question.Size(
                "minutes each", "dakika", BigDecimal.valueOf(5), BigDecimal.valueOf(60)));
    assertThat(calls.asksCountry()).isTrue();
    assertThat(calls.country()).isNull();
    assertThat(calls.usual()).isEqualByComparingTo("1000");
    Question agents = questions.get(1);
    assertThat(agents.counts()).isEqualTo(Question.Counts.RESOURCES);
    assertThat(agents.size()).isNull();
    assertThat(agents.asksCountry()).isFalse();
  }

  @Test
  void everyFaultIsNamedWithItsCell() {
    List<String> findings =
        TablesReader.check(
                calculator(
                    row("calls", "vice", "Calls", null, "voice-inbond", "calls"),
                    row(
                        "calls",
                        "voice",
                        "Calls",
                        null,
                        "voice-inbound",
                        "records",
                        "minutes",
                        null,
                        5,
                        0,
                        null,
                        "XX",
                        "did")))
            .findings()
            .list()
            .stream()
            .map(Finding::toString)
            .toList();

    assertThat(findings)
        .anySatisfy(f -> assertThat(f).startsWith("metering.xlsx:Calculator!B2: ").contains("vice"))
        .anySatisfy(f -> assertThat(f).startsWith("metering.xlsx:Calculator!E2: "))
        .anySatisfy(f -> assertThat(f).startsWith("metering.xlsx:Calculator!F2: "))
        .anySatisfy(
            f -> assertThat(f).startsWith("metering.xlsx:Calculator!A3: ").contains("twice"))
        .anySatisfy(f -> assertThat(f).startsWith("metering.xlsx:Calculator!J3: "))
        .anySatisfy(f -> assertThat(f).startsWith("metering.xlsx:Calculator!L3: "));
  }

  private static java.util.Map<String, byte[]> calculator(Object[]... rows) {
    Object[][] sheet = new Object[rows.length + 1][];
    sheet[0] = HEADERS;
    System.arraycopy(rows, 0, sheet, 1, rows.length);
    return new SmallTariff().with("metering.xlsx", "Calculator", sheet).bytes();
  }
}
