package dev.tarife.table.read;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Finding;
import dev.tarife.table.SmallTariff;
import dev.tarife.table.TimeZones;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is said of a cell that holds something else than was meant. */
@NullUnmarked // an empty cell is null
class CellMessagesTest {
  private static List<String> condition(String attribute, String test, Object value) {
    return findings(
        new SmallTariff()
            .plus("metering.xlsx", "Usage types", row("message", "Messages"))
            .plus(
                "metering.xlsx",
                "Metering",
                row("message", attribute, test, value, null, null, null, "chat", "amount", "sum")));
  }

  private static List<String> findings(SmallTariff tariff) {
    return TablesReader.check(tariff.bytes()).findings().list().stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .map(Finding::toString)
        .toList();
  }

  @Test
  void aTestThatAColumnOfInstancesDoesNotKnow() {
    assertThat(condition("weekday", "is at least", "monday"))
        .containsExactly(
            "metering.xlsx:Metering!C7: the attribute (weekday) cannot be compared by is at least;"
                + " write is one of or is none of");
    assertThat(condition("date", "is above", LocalDate.of(2024, 12, 25)))
        .containsExactly(
            "metering.xlsx:Metering!C7: the attribute (date) cannot be compared by is above;"
                + " write is from, is before or is one of");
    assertThat(condition("hour", "is before", 5))
        .containsExactly(
            "metering.xlsx:Metering!C7: the attribute (hour) cannot be compared by is before;"
                + " write is at least, is below or is one of");
  }

  @Test
  void aDateWhereANumberIsMeantAndTheReverse() {
    assertThat(condition("objects", "is above", LocalDate.of(2024, 5, 15)))
        .containsExactly(
            "metering.xlsx:Metering!D7: the value (2024-05-15) is not a number; format the cell as"
                + " a number and write it again; is before and is from compare dates");
    assertThat(condition("start_time", "is before", 45427))
        .containsExactly(
            "metering.xlsx:Metering!D7: the value (45427) is not a date or time; format the cell as"
                + " a date, and write a date such as 2024-05-15, its midnight in UTC, or a time such"
                + " as 2024-05-15T09:00:00Z as text");
  }

  @Test
  void weekdaysThatAreAbbreviated() {
    assertThat(condition("weekday", "is one of", "Sat; sun"))
        .containsExactly(
            "metering.xlsx:Metering!D7: the value (Sat; sun) has weekdays that are abbreviated;"
                + " write saturday; sunday");
    assertThat(condition("weekday", "is one of", "mo; tuesday"))
        .containsExactly(
            "metering.xlsx:Metering!D7: the value (mo; tuesday) has weekdays that are abbreviated;"
                + " write monday; tuesday");
    assertThat(condition("weekday", "is one of", "sat; holiday")).hasSize(2);
    assertThat(condition("weekday", "is one of", "SATURDAY; sunday")).isEmpty();
  }

  @Test
  void anAmountBelow0WhereItMustBeAbove() {
    Object[] header = row("Fee", "Name", "Amount", "Note");
    assertThat(
            findings(
                new SmallTariff().with("agreements.xlsx", "Fees", header, row("f", "Fee", -5))))
        .containsExactly(
            "agreements.xlsx:Fees!C2: the amount (-5) is negative; write a number above 0");
    assertThat(
            findings(
                new SmallTariff()
                    .with(
                        "agreements.xlsx",
                        "Caps",
                        row("Cap", "Name", "Amount", "Note"),
                        row("c", "Cap", -5))))
        .containsExactly("agreements.xlsx:Caps!C2: the amount (-5) is negative; write 0 or more");
  }

  @Test
  void anAbbreviationOfATimeZone() {
    for (String abbreviation : List.of("EST", "CEST", "PST", "est")) {
      assertThat(TimeZones.suggestion(abbreviation))
          .isEqualTo("write a name such as America/New_York");
    }
    assertThat(TimeZones.suggestion("Europe/Londn")).isEqualTo("write Europe/London");
  }
}
