package dev.tarife.rating;

import dev.tarife.model.LineItem;
import dev.tarife.model.Money;
import dev.tarife.rating.agreement.SettledAgreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** All lines of an invoice: those of usage, then those of agreements. */
public final class AllLines {
  private final InvoiceLines usage;
  private final List<SettledAgreement> agreements;

  private AllLines(InvoiceLines usage, List<SettledAgreement> agreements) {
    this.usage = usage;
    this.agreements = agreements;
  }

  /**
   * Puts lines in the invoice's order.
   *
   * @param agreements each that had its turn, in any order
   */
  public static AllLines of(InvoiceLines usage, List<SettledAgreement> agreements) {
    if (agreements.isEmpty()) {
      return new AllLines(usage, List.of());
    }
    List<SettledAgreement> inTurn = new ArrayList<>(agreements);
    inTurn.sort(Comparator.comparingInt(SettledAgreement::afterTurn));
    return new AllLines(usage, List.copyOf(inTurn));
  }

  /** The line items, in the invoice's order. */
  public List<LineItem> items() {
    List<LineItem> usageLines = usage.items();
    if (agreements.isEmpty()) {
      return usageLines;
    }
    List<LineItem> items = new ArrayList<>(usageLines);
    for (SettledAgreement agreement : agreements) {
      LineItem line = agreement.line();
      if (line != null) {
        items.add(line);
      }
    }
    return items;
  }

  /** The lines of usage. */
  InvoiceLines usage() {
    return usage;
  }

  /** Every agreement, in the order of their turns, also those that add no line. */
  List<SettledAgreement> agreements() {
    return agreements;
  }

  /** The exact sum: usage before any rounding, and agreements as their lines have them. */
  ExactFraction sum() {
    ExactFraction sum = usage.sum();
    for (SettledAgreement agreement : agreements) {
      LineItem line = agreement.line();
      if (line != null) {
        sum = sum.plus(line.amount());
      }
    }
    return sum;
  }

  /** The codes of all agreements in force. */
  Set<String> codes() {
    return agreements.stream()
        .map(each -> each.agreement().terms().code())
        .collect(Collectors.toSet());
  }

  /** What is left of credits for the next month, by their codes. */
  SortedMap<String, Money> credits() {
    return SettledAgreement.credits(agreements);
  }

  /** What the reader should know of agreements. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (SettledAgreement agreement : agreements) {
      String note = agreement.note();
      if (note != null) {
        notes.add(note);
      }
    }
    return notes;
  }
}
