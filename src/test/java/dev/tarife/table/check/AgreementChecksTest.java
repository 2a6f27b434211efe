package dev.tarife.table.check;

import static dev.tarife.table.SmallTariff.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.table.SmallTariff;
import dev.tarife.table.read.TablesReader;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code tarife check} says of rows of {@code agreements.xlsx}. */
class AgreementChecksTest {
  private static final String BOOK = "agreements.xlsx";
  private static final Object[] FEES =
      row("Fee", "Name", "Amount", "Per", "Plan", "Prorated", "Effective from", "Effective to");
  private static final Object[] CAPS =
      row("Cap", "Name", "Amount", "Charges", "Areas", "Account", "Effective from", "Effective to");
  private static final Object[] DISCOUNTS =
      row(
          "Discount",
          "Name",
          "Kind",
          "Percent",
          "Charges",
          "Account",
          "Effective from",
          "Effective to");
  private static final Object[] COMMITMENTS = row("Commitment", "Name", "Amount", "Charges");
  private static final Object[] CREDITS = row("Credit", "Name", "Amount", "Granted", "Expires");

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2024, month, day);
  }

  private static List<String> findings(String sheet, Object[]... rows) {
    return findings(new SmallTariff().with(BOOK, sheet, rows));
  }

  private static List<String> findings(SmallTariff tables) {
    return TablesReader.check(tables.bytes()).findings().list().stream()
        .map(finding -> finding.check() + " " + finding)
        .filter(text -> text.contains(BOOK))
        .toList();
  }

  @Test
  void soundRowsAreNotQuestioned() {
    assertThat(
            findings(
                new SmallTariff()
                    .with(
                        BOOK,
                        "Fees",
                        FEES,
                        row("base", "Base", 10, null, null, null, null, day(6, 1)),
                        row("base", "Base", 12, "account", null, "yes", day(6, 1)),
                        row("seat", "Seat", 3, "instance", "gold"))
                    .with(BOOK, "Caps", CAPS, row("most", "Most", 100, "base; service"))
                    .with(
                        BOOK,
                        "Discounts",
                        DISCOUNTS,
                        row("one", "One", "discount", 100, "service", "1; 2"),
                        row("one", "One", "surcharge", 250, null, "3"))
                    .with(BOOK, "Commitments", COMMITMENTS, row("least", "Least", 5, "chat"))
                    .with(
                        BOOK,
                        "Credits",
                        CREDITS,
                        row("hello", "Hello", 5, day(5, 17), day(12, 31)))))
        .isEmpty();
  }

  @Test
  void wholeMonths() {
    assertThat(findings("Caps", CAPS, row("c", "C", 5, null, null, null, day(5, 15), day(7, 31))))
        .containsExactly(
            "agreement-dates agreements.xlsx:Caps!G2: a cap is of whole months, and effective from"
                + " (2024-05-15) is not the first of one; write 2024-05-01 or 2024-06-01",
            "agreement-dates agreements.xlsx:Caps!H2: a cap is of whole months, and effective to"
                + " (2024-07-31) is not the first of one; write 2024-07-01 or 2024-08-01");
    assertThat(findings("Fees", FEES, row("f", "F", 5, null, null, "no", day(5, 15))))
        .containsExactly(
            "agreement-dates agreements.xlsx:Fees!G2: a fee is of whole months, and effective from"
                + " (2024-05-15) is not the first of one; write 2024-05-01 or 2024-06-01, or yes"
                + " into Prorated");
    assertThat(findings("Caps", CAPS, row("c", "C", 5, null, null, null, day(6, 1), day(6, 1))))
        .containsExactly(
            "date-order agreements.xlsx:Caps!H2: effective to (2024-06-01) is not after effective"
                + " from (2024-06-01); write the day after the last day");
  }

  @Test
  void amountsAndPercentages() {
    assertThat(
            findings(
                "Discounts",
                DISCOUNTS,
                row("a", "A", "discount", 0),
                row("b", "B", "discount", 120),
                row("c", "C", "surcharge", 120)))
        .containsExactly(
            "agreement-percent agreements.xlsx:Discounts!D2: a discount of 0 % does nothing; write"
                + " the percentage, or delete the row",
            "agreement-percent agreements.xlsx:Discounts!D3: a discount of 120 % is more than there"
                + " is; write 100 or less");
    assertThat(findings("Fees", FEES, row("a", "A", 0), row("b", "B", 0.12345678901)))
        .containsExactly(
            "agreement-amount agreements.xlsx:Fees!C2: a fee of 0 does nothing; write the amount, or"
                + " delete the row",
            "agreement-amount agreements.xlsx:Fees!C3: the amount (0.12345678901) has more decimals"
                + " than a line, 10; round it");
  }

  @Test
  void oneCodeIsOneThingAtATime() {
    assertThat(
            findings(
                "Discounts",
                DISCOUNTS,
                row("a", "A", "discount", 10, null, null, null, day(6, 1)),
                row("a", "A", "discount", 20, null, null, day(5, 1), null),
                row("chat", "Chat", "discount", 5)))
        .containsExactly(
            "agreement-twice agreements.xlsx:Discounts!A3: the code (a) is in force in row 2 at the"
                + " same time, for the same accounts; end that row before this one begins, name other"
                + " accounts, or choose another code",
            "agreement-twice agreements.xlsx:Discounts!A4: the code (chat) is that of a charge too;"
                + " choose another: lines are told apart by it");
    assertThat(
            findings(
                new SmallTariff()
                    .with(BOOK, "Fees", FEES, row("a", "A", 1))
                    .with(BOOK, "Caps", CAPS, row("a", "A", 5))))
        .containsExactly(
            "agreement-twice agreements.xlsx:Caps!A2: the code (a) is that of Fees, row 2 too; choose"
                + " another: lines are told apart by it");
  }

  @Test
  void anAccountsFeeHasNoPlan() {
    assertThat(findings("Fees", FEES, row("a", "A", 1, "account", "gold")))
        .containsExactly(
            "agreement-fee agreements.xlsx:Fees!E2: a fee of the account has no Plan, which is an"
                + " instance's; write instance into Per, or clear the cell");
  }

  @Test
  void whatNobodyIsLikelyToMean() {
    assertThat(
            findings(
                new SmallTariff()
                    .plus("charges.xlsx", "Areas", row("empty", "Empty"))
                    .with(
                        BOOK,
                        "Fees",
                        FEES,
                        row("base", "Base", 10),
                        row("old", "Old", 3, null, null, null, null, day(3, 1)),
                        row("old", "Old", 4, null, null, null, day(5, 1)))
                    .with(
                        BOOK,
                        "Caps",
                        CAPS,
                        row("c", "C", 5, "base"),
                        row("d", "D", 5, null, "empty"))
                    .with(
                        BOOK,
                        "Commitments",
                        COMMITMENTS,
                        row("x", "X", 5, "service"),
                        row("y", "Y", 5, "service; chat"))
                    .with(BOOK, "Credits", CREDITS, row("hello", "Hello", 5, day(5, 17)))))
        .containsExactly(
            "cap-below-fee agreements.xlsx:Caps!C2: warning: the cap of 5 is below the fee of 10 in"
                + " agreements.xlsx, row 2, which it covers: the fee is never paid in full; raise the"
                + " cap, or leave the fee out of what it covers",
            "agreement-nothing agreements.xlsx:Caps!E3: warning: the cap (d) covers nothing that usage can"
                + " make or a fee is due for; name charges that the sheet Metering charges, or delete"
                + " the row",
            "commitment-overlap agreements.xlsx:Commitments!D3: warning: the commitment (y) overlaps that of"
                + " row 2: what service costs counts towards both; let each cover charges of its own,"
                + " if that is not meant",
            "credit-endless agreements.xlsx:Credits!E2: warning: the credit (hello) never expires; write the"
                + " day from which it is gone, if there is one",
            "agreement-gap agreements.xlsx:Fees!G4: warning: the fee (old) is not in force from 2024-03-01 to"
                + " 2024-05-01; let row 3 end on 2024-05-01");
  }

  @Test
  void wrongCells() {
    assertThat(
            findings(
                "Discounts",
                DISCOUNTS,
                row("a", "A", "rebate", 10, "servise", "1"),
                row("b", "B", "discount", -1)))
        .containsExactly(
            "vocabulary agreements.xlsx:Discounts!C2: the kind (rebate) is none of the known words;"
                + " write one of: discount, surcharge",
            "vocabulary agreements.xlsx:Discounts!E2: the charges (servise) is unknown; write"
                + " service, or add it to charges.xlsx, Charges, or agreements.xlsx, Fees",
            "cell-number agreements.xlsx:Discounts!D3: the percent (-1) is negative; write 0 or"
                + " more");
  }
}
