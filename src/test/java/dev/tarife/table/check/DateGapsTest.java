package dev.tarife.table.check;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.model.Finding;
import dev.tarife.table.SmallTariff;
import dev.tarife.table.read.TablesReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Days between two dated rows that neither row is for, and weekdays that no row names. */
@NullUnmarked // an empty cell is null
class DateGapsTest {
  private static final String METERING = "metering.xlsx";
  private static final LocalDate MAY_10 = LocalDate.of(2024, 5, 10);
  private static final LocalDate MAY_20 = LocalDate.of(2024, 5, 20);
  private static final Object[] CONTACTS =
      row(
          "Channel",
          "Initiation method",
          "Field",
          "Test",
          "Value",
          "Counts as",
          "Usage type",
          "For each",
          "Starts",
          "Not before",
          "Ends",
          "Connected",
          "Quantity",
          "Less",
          "Resource",
          "Our number",
          "Other end",
          "Country of",
          "Chain",
          "Attribute",
          "Attribute text",
          "Attribute field",
          "Tell",
          "Effective from",
          "Effective to");

  private static List<String> found(SmallTariff tariff, String code) {
    return TablesReader.check(tariff.bytes()).findings().list().stream()
        .filter(finding -> finding.check().equals(code))
        .map(Finding::toString)
        .toList();
  }

  /** A row of Contact records. */
  private static Object[] contact(
      String channel,
      String method,
      String field,
      String test,
      Object value,
      LocalDate from,
      LocalDate to) {
    return counted(channel, method, field, test, value, "contact", from, to);
  }

  private static Object[] counted(
      String channel,
      String method,
      String field,
      String test,
      Object value,
      String countsAs,
      LocalDate from,
      LocalDate to) {
    Object[] row = new Object[CONTACTS.length];
    row[0] = channel;
    row[1] = method;
    row[2] = field;
    row[3] = test;
    row[4] = value;
    row[5] = countsAs;
    row[6] = "chat-message";
    row[23] = from;
    row[24] = to;
    return row;
  }

  private static List<String> gaps(Object[]... contacts) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(CONTACTS);
    rows.addAll(List.of(contacts));
    return found(
        new SmallTariff()
            .with(
                METERING,
                "Contact fields",
                row("Field", "Type", "Note"),
                row("Agent.ARN", "text"),
                row("Tries", "count"))
            .with(METERING, "Contact records", rows.toArray(Object[][]::new)),
        "date-gap");
  }

  @Test
  void contactsOfDaysBetweenTwoRows() {
    assertThat(
            gaps(
                contact("EMAIL", null, null, null, null, null, MAY_10),
                contact("EMAIL", null, null, null, null, MAY_20, null)))
        .containsExactly(
            "metering.xlsx:Contact records!X3: no row is for such contacts from 2024-05-10 to"
                + " 2024-05-20; let row 2 end on 2024-05-20, or add a row for the days between");
    assertThat(
            gaps(
                contact("EMAIL", null, null, null, null, null, MAY_10),
                contact("EMAIL", null, null, null, null, MAY_10, null)))
        .isEmpty();
    // That nothing comes after the last may be meant.
    assertThat(gaps(contact("EMAIL", null, null, null, null, null, MAY_10))).isEmpty();
  }

  @Test
  void contactsOfOneMethodAmongAll() {
    assertThat(
            gaps(
                contact(null, "API; INBOUND", null, null, null, null, MAY_10),
                contact(null, "API", null, null, null, MAY_10, null),
                contact(null, "INBOUND", null, null, null, MAY_20, null)))
        .containsExactly(
            "metering.xlsx:Contact records!X4: no row is for such contacts from 2024-05-10 to"
                + " 2024-05-20; let row 2 end on 2024-05-20, or add a row for the days between");
  }

  @Test
  void rowsWithConditionsTakeTheContactsOfTheDaysTogether() {
    assertThat(
            gaps(
                contact("EMAIL", null, null, null, null, null, MAY_10),
                contact("EMAIL", null, "Agent.ARN", "is given", null, MAY_10, MAY_20),
                contact("EMAIL", null, "Agent.ARN", "is missing", null, MAY_10, MAY_20),
                contact("EMAIL", null, null, null, null, MAY_20, null)))
        .isEmpty();
    assertThat(
            gaps(
                contact("EMAIL", null, null, null, null, null, MAY_10),
                contact("EMAIL", null, "Tries", "is at least", 1, MAY_10, MAY_20),
                contact("EMAIL", null, null, null, null, MAY_20, null)))
        .hasSize(1);
  }

  @Test
  void whatIsBesideAContact() {
    assertThat(
            gaps(
                contact("EMAIL", null, null, null, null, null, null),
                counted("EMAIL", null, "Tries", "is at least", 1, "beside", null, MAY_10),
                counted("EMAIL", null, "Tries", "is at least", 1, "beside", MAY_20, null)))
        .containsExactly(
            "metering.xlsx:Contact records!X4: no row settles this of such contacts from"
                + " 2024-05-10 to 2024-05-20; let row 3 end on 2024-05-20, or add a row for the days"
                + " between");
  }

  @Test
  void homeCountriesOfOneRegionAndAllowance() {
    assertThat(
            found(
                new SmallTariff()
                    .with(
                        "allowances.xlsx",
                        "Home countries",
                        row("Region", "Allowance", "Country", "Effective from", "Effective to"),
                        row("us-west-2", "days", "US", null, MAY_10),
                        row("us-west-2", "days", "CA", MAY_20, null)),
                "date-gap"))
        .containsExactly(
            "allowances.xlsx:Home countries!D3: the Region (us-west-2) has no home country for the"
                + " allowance (days) from 2024-05-10 to 2024-05-20; let row 2 end on 2024-05-20, or"
                + " add a row for the days between");
  }

  @Test
  void numbersOfOneType() {
    Object[] header =
        row("Number type", "Usage type", "Country of", "Effective from", "Effective to");
    Object[] did = row("did", "phone-number", "our number", null, MAY_10);
    Object[] any = row(null, "not charged", "our number", MAY_20, null);
    assertThat(
            found(
                new SmallTariff()
                    .with(METERING, "Numbers", header, did, any)
                    .with(
                        METERING,
                        "Contact fields",
                        row("Field", "Type", "Note"),
                        row("Tries", "count"))
                    .with(
                        METERING,
                        "Contact records",
                        CONTACTS,
                        contact("EMAIL", null, null, null, null, null, null)),
                "date-gap"))
        .containsExactly(
            "metering.xlsx:Numbers!D3: no row says what a number of the type (did) is that is held"
                + " from 2024-05-10 to 2024-05-20; let row 2 end on 2024-05-20, or add a row for the"
                + " days between");
  }

  @Test
  void drawsOfOneAllowance() {
    Object[] header =
        row(
            "Allowance",
            "Order",
            "Charge",
            "Region",
            "Country",
            "Number type",
            "Effective from",
            "Effective to");
    SmallTariff gap =
        new SmallTariff()
            .with(
                "allowances.xlsx",
                "Draws",
                header,
                row("minutes", 1, "service", null, null, null, null, MAY_10),
                row("minutes", 1, "service", null, null, null, MAY_20),
                row("days", 1, "number", null, "home", "did; toll-free"));
    assertThat(found(gap, "date-gap"))
        .containsExactly(
            "allowances.xlsx:Draws!G3: warning: the charge (service) draws nothing on the allowance"
                + " (minutes) from 2024-05-10 to 2024-05-20; let row 2 end on 2024-05-20, or add a"
                + " row for the days between");
    SmallTariff overlap =
        new SmallTariff()
            .with(
                "allowances.xlsx",
                "Draws",
                header,
                row("minutes", 1, "service", null, null, null, null, MAY_20),
                row("minutes", 1, "service", null, null, null, MAY_10),
                row("days", 1, "number", null, "home", "did; toll-free"));
    assertThat(found(overlap, "draw-twice"))
        .containsExactly(
            "allowances.xlsx:Draws!C3: the row draws the same usage as row 2; delete one of them,"
                + " or give them days that do not overlap");
  }

  @Test
  void standInsForOneCountry() {
    SmallTariff gap =
        new SmallTariff()
            .with(
                "telephony.xlsx",
                "Stand-ins",
                row(
                    "Charge",
                    "Country",
                    "Number type",
                    "Priced as country",
                    "Priced as number type",
                    "Effective from",
                    "Effective to"),
                row("inbound", "CA", null, "US", null, null, MAY_10),
                row("inbound", "CA", null, "US", null, MAY_20));
    assertThat(found(gap, "date-gap"))
        .containsExactly(
            "telephony.xlsx:Stand-ins!F3: nothing stands in for (CA) from 2024-05-10 to 2024-05-20;"
                + " let row 2 end on 2024-05-20, or add a row for the days between");
  }

  private static SmallTariff hours(String attribute, Object... values) {
    SmallTariff tariff =
        new SmallTariff().plus(METERING, "Usage types", row("message", "Messages"));
    for (Object value : values) {
      tariff.plus(
          METERING,
          "Metering",
          row("message", attribute, "is one of", value, null, null, null, "chat", "amount", "sum"));
    }
    return tariff;
  }

  @Test
  void aWeekdayThatNoRowNames() {
    assertThat(
            found(
                hours("weekday", "monday; tuesday; wednesday; thursday; friday", "saturday"),
                "metering-gap"))
        .containsExactly(
            "metering.xlsx:Metering!D8: warning: no row meters the usage type (message) where"
                + " weekday is sunday, though others are metered; name it in one of the conditions,"
                + " or add a row for it");
    assertThat(
            found(
                hours(
                    "weekday", "monday; tuesday; wednesday; thursday; friday", "saturday; sunday"),
                "metering-gap"))
        .isEmpty();
  }

  @Test
  void hoursThatNoRowNames() {
    assertThat(
            found(
                hours("hour", "22; 23; 0; 1; 2; 3; 4; 5", "6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16"),
                "metering-gap"))
        .containsExactly(
            "metering.xlsx:Metering!D8: warning: no row meters the usage type (message) where"
                + " hour is 17; 18; 19; 20; 21, though others are metered; name it in one of the"
                + " conditions, or add a row for it");
  }
}
