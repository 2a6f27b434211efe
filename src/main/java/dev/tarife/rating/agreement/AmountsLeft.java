package dev.tarife.rating.agreement;

import java.util.List;

/** What is left to pay of an invoice's lines after some agreements were settled. */
public interface AmountsLeft {
  /** The turn after which it is left; 0: before the first. */
  int afterTurn();

  /** How many lines the invoice has by then. */
  int lines();

  /** The lines of which something may be left, by ascending number. */
  List<AmountLeft> amounts();
}
