package dev.tarife.model;

import java.util.Locale;

/** What a line of an invoice is; the order is that of the lines of one charge. */
public enum LineKind {
  /** A quantity that an allowance made free. */
  FREE_TIER,
  /** A quantity that a trial made free. */
  TRIAL,
  /** A priced quantity. */
  USAGE,
  /** A priced quantity that another service bills, shown for completeness (decision A-20). */
  PASS_THROUGH,
  /** An amount that is due every month (decision A-84). */
  FEE,
  /** What some charges cost above their most. */
  CAP,
  /** A percentage less. */
  DISCOUNT,
  /** A percentage more. */
  SURCHARGE,
  /** What is missing to the least that some charges cost. */
  COMMITMENT,
  /** What a credit pays. */
  CREDIT,
  /** A percentage on what is left to pay. */
  TAX;

  /** As files say it: {@code free-tier}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the line is free of charge. */
  public boolean isFree() {
    return this == FREE_TIER || this == TRIAL;
  }

  /** Whether an agreement makes such lines, and usage none. */
  public boolean isOfAgreement() {
    return compareTo(FEE) >= 0;
  }

  /**
   * Reads a {@link #code()}.
   *
   * @throws IllegalArgumentException if there is none such
   */
  public static LineKind ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
