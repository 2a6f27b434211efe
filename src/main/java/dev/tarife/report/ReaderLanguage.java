package dev.tarife.report;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Writes words and numbers as the reader of a report does. */
public interface ReaderLanguage {
  /** English, with every decimal. */
  ReaderLanguage ENGLISH = new English();

  /** Translates a sentence of a report; one that is unknown stays English. */
  String say(String english);

  /** Names the language of what {@link #say} gives, where it is not the reader's; null: it is. */
  @Nullable String lang(String english);

  /** Translates a unit, such as {@code minute}. */
  String unit(String unit);

  /** Writes a quantity, whole. */
  String number(Quantity quantity);

  /** Writes an amount, whole. */
  String number(Money amount);

  /**
   * Writes an amount of a table whose rows are compared.
   *
   * @param minorUnits how many decimals the currency has
   */
  String amount(Money amount, int minorUnits);

  /** Writes a change of 0.125 as {@code +12.5%}. */
  String share(BigDecimal change);

  /** English, with every decimal. */
  final class English implements ReaderLanguage {
    private English() {}

    @Override
    public String say(String english) {
      return english;
    }

    @Override
    public @Nullable String lang(String english) {
      return null;
    }

    @Override
    public String unit(String unit) {
      return unit;
    }

    @Override
    public String number(Quantity quantity) {
      return TerminalText.grouped(quantity.toString());
    }

    @Override
    public String number(Money amount) {
      return TerminalText.grouped(amount.toString());
    }

    @Override
    public String amount(Money amount, int minorUnits) {
      return number(amount);
    }

    @Override
    public String share(BigDecimal change) {
      BigDecimal percent = change.movePointRight(2).setScale(2, RoundingMode.HALF_UP);
      String shown = percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString();
      return (percent.signum() > 0 ? "+" : "") + TerminalText.grouped(shown) + "%";
    }
  }
}
