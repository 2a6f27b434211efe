package dev.tarife.report;

import dev.tarife.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Writes words and numbers as the reader of a report does: by itself in English, unrounded. */
public interface ReaderLanguage {
  ReaderLanguage ENGLISH = new ReaderLanguage() {};

  /** Translates a sentence of a report; one that is unknown stays English. */
  default String say(String english) {
    return english;
  }

  /** Names the language of what {@link #say} gives, where it is not the reader's; null: it is. */
  default @Nullable String lang(String english) {
    return null;
  }

  /** Translates a unit, such as {@code minute}. */
  default String unit(String unit) {
    return unit;
  }

  /** Writes a number with all its decimals. */
  default String number(BigDecimal value) {
    return TerminalText.grouped(value.toPlainString());
  }

  /**
   * Writes an amount of a table whose rows are compared.
   *
   * @param minorUnits how many decimals the currency has
   */
  default String amount(Money amount, int minorUnits) {
    return number(amount.value());
  }

  /** Writes a change of 0.125 as {@code +12.5%}. */
  default String share(BigDecimal change) {
    BigDecimal percent = change.movePointRight(2).stripTrailingZeros();
    BigDecimal rounded =
        percent.setScale(Math.min(2, Math.max(0, percent.scale())), RoundingMode.HALF_UP);
    return (change.signum() > 0 ? "+" : "") + TerminalText.grouped(rounded.toPlainString()) + "%";
  }
}
