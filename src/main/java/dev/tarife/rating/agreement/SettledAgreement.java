package dev.tarife.rating.agreement;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.table.Catalogue;
import dev.tarife.table.agreement.AgreedAmount;
import dev.tarife.table.agreement.Agreement;
import dev.tarife.table.agreement.Agreement.Effect;
import dev.tarife.table.agreement.AgreementMonth;
import dev.tarife.table.agreement.Credit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An agreement that had its turn: what it stood on, its line, and what it left. */
public final class SettledAgreement implements AmountsLeft {
  private final OrderedAgreements.Turn turn;
  private final AgreementMonth month;
  private final List<AmountLeft> covered;
  private final Money sum;
  private final @Nullable LineItem line;
  private final int lines;
  private final List<AmountLeft> amounts;

  private SettledAgreement(
      OrderedAgreements.Turn turn,
      AgreementMonth month,
      List<AmountLeft> covered,
      Money sum,
      @Nullable LineItem line,
      int lines,
      List<AmountLeft> amounts) {
    this.turn = turn;
    this.month = month;
    this.covered = covered;
    this.sum = sum;
    this.line = line;
    this.lines = lines;
    this.amounts = amounts;
  }

  /**
   * Settles an agreement.
   *
   * @param before what the agreements before it left
   */
  public static SettledAgreement of(
      Catalogue catalogue,
      Period period,
      Account account,
      OrderedAgreements.Turn turn,
      AmountsLeft before) {
    Catalogue.Settings settings = catalogue.settings();
    AgreementMonth month =
        new AgreementMonth(
            period,
            account.carried(),
            turn.agreement().instance(),
            settings.currency(),
            settings.lineDecimals());
    Agreement agreement = turn.agreement().agreement();
    List<AmountLeft> covered =
        agreement.standsOnLines()
            ? before.amounts().stream().filter(turn.agreement()::covers).toList()
            : List.of();
    Money sum = covered.stream().map(AmountLeft::left).reduce(Money.ZERO, Money::plus);
    AgreedAmount agreed = agreement.amount(sum, month);
    if (agreed == null) {
      return new SettledAgreement(
          turn, month, covered, sum, null, before.lines(), before.amounts());
    }
    int number = before.lines() + 1;
    LineItem line = line(turn.agreement(), agreed, covered);
    return new SettledAgreement(
        turn,
        month,
        covered,
        sum,
        line,
        number,
        left(period, turn, before, covered, sum, line, number));
  }

  private static LineItem line(
      AgreementInForce inForce, AgreedAmount agreed, List<AmountLeft> covered) {
    Instance instance = inForce.instance();
    Agreement agreement = inForce.agreement();
    return new LineItem(
        agreement.terms().code(),
        agreement.terms().name(),
        agreement.kind(),
        instance == null ? null : instance.id(),
        instance == null ? null : instance.region(),
        Collections.emptySortedMap(),
        null,
        agreed.quantity(),
        agreed.unit(),
        agreed.unitPrice(),
        agreed.amount(),
        List.of(inForce.source()),
        covered.stream().map(AmountLeft::line).distinct().toList());
  }

  /** The plan of what an agreement adds: its own, else that of its instance as the month ends. */
  private static @Nullable String plan(AgreementInForce inForce, Period period) {
    String plan = inForce.agreement().terms().plan();
    Instance instance = inForce.instance();
    return plan != null || instance == null ? plan : instance.planOn(period.to().minusDays(1));
  }

  private static List<AmountLeft> left(
      Period period,
      OrderedAgreements.Turn turn,
      AmountsLeft before,
      List<AmountLeft> covered,
      Money sum,
      LineItem line,
      int number) {
    Effect effect = turn.agreement().agreement().effect();
    List<AmountLeft> amounts = new ArrayList<>(before.amounts());
    if (effect == Effect.ADDS) {
      amounts.add(
          new AmountLeft(
              number,
              line.charge(),
              null,
              plan(turn.agreement(), period),
              false,
              Set.of(),
              line.amount()));
    } else if (effect == Effect.CHANGES) {
      amounts.removeAll(covered);
      amounts.addAll(changed(covered, sum, line.amount()));
      amounts.sort((a, b) -> Integer.compare(a.line(), b.line()));
    }
    return List.copyOf(amounts);
  }

  /**
   * Spreads a change over lines in proportion to what is left of them. Each share has the decimals
   * of a line, and together they are the change exactly: what is spread up to a line is rounded,
   * not its share.
   */
  private static List<AmountLeft> changed(List<AmountLeft> covered, Money sum, Money change) {
    List<AmountLeft> changed = new ArrayList<>(covered.size());
    int decimals = Math.max(change.value().scale(), sum.value().scale());
    BigDecimal upTo = BigDecimal.ZERO;
    BigDecimal spread = BigDecimal.ZERO;
    for (AmountLeft amount : covered) {
      upTo = upTo.add(amount.left().value());
      BigDecimal due =
          change
              .value()
              .multiply(upTo)
              .divide(sum.value(), Math.max(0, decimals), RoundingMode.HALF_UP);
      changed.add(amount.with(amount.left().plus(Money.of(due.subtract(spread)))));
      spread = due;
    }
    return changed;
  }

  /** What is left of the credits among agreements, for the next month. */
  public static SortedMap<String, Money> credits(List<SettledAgreement> agreements) {
    SortedMap<String, Money> credits = new TreeMap<>();
    for (SettledAgreement settled : agreements) {
      Money left = settled.creditLeft();
      if (left != null && !left.isZero()) {
        credits.put(settled.agreement().terms().code(), left);
      }
    }
    return credits;
  }

  /** What is left of a credit that the next month may use; null: nothing, or it is not a credit. */
  private @Nullable Money creditLeft() {
    if (!(agreement() instanceof Credit credit) || !credit.outlives(month.period())) {
      return null;
    }
    Money balance = credit.balance(month);
    return balance == null ? null : line == null ? balance : balance.plus(line.amount());
  }

  /**
   * What the reader should know; null: nothing. A credit of which the account does not say what is
   * left is not used: to take all of it again would pay twice.
   */
  public @Nullable String note() {
    if (agreement() instanceof Credit credit && credit.balance(month) == null) {
      return "the credit ("
          + credit.terms().code()
          + ") of "
          + credit.amount()
          + " was granted on "
          + credit.granted()
          + ", and the account does not say what is left of it: none of it is used. Write what the"
          + " invoice of the month before carries: carried: { credits: { "
          + credit.terms().code()
          + ": \"...\" } }";
    }
    return null;
  }

  /** The agreement and its turn. */
  public OrderedAgreements.Turn turn() {
    return turn;
  }

  /** The agreement. */
  public Agreement agreement() {
    return turn.agreement().agreement();
  }

  /** What the account and the month brought. */
  public AgreementMonth month() {
    return month;
  }

  /** What was left of the lines that it covers, when its turn came. */
  public List<AmountLeft> covered() {
    return covered;
  }

  /** The sum of what it covers. */
  public Money sum() {
    return sum;
  }

  /** Its line; null: it adds nothing. */
  public @Nullable LineItem line() {
    return line;
  }

  @Override
  public int afterTurn() {
    return turn.number();
  }

  @Override
  public int lines() {
    return lines;
  }

  @Override
  public List<AmountLeft> amounts() {
    return amounts;
  }
}
