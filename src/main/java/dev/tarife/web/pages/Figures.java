package dev.tarife.web.pages;

import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Numbers and days as the reader's language writes them: {@code 1,234.5} in English, {@code
 * 1.234,5} in Turkish. Decimals are written whole: nothing is rounded on the way to the page.
 */
@Component("figures")
public final class Figures {
  private static final int MOST_DECIMALS = 340;

  /** A decimal, with the decimals it has. */
  public String number(BigDecimal value) {
    return number(value, 0);
  }

  /** A decimal, with at least so many decimals. */
  public String number(BigDecimal value, int decimals) {
    DecimalFormat format =
        new DecimalFormat(
            "#,##0.#", DecimalFormatSymbols.getInstance(LocaleContextHolder.getLocale()));
    format.setMaximumFractionDigits(MOST_DECIMALS);
    format.setMinimumFractionDigits(decimals);
    return format.format(value);
  }

  /** A count; templates take the overload that fits exactly. */
  public String number(int value) {
    return number(BigDecimal.valueOf(value));
  }

  public String number(long value) {
    return number(BigDecimal.valueOf(value));
  }

  public String number(Quantity quantity) {
    return number(quantity.value());
  }

  public String number(Money money) {
    return number(money.value());
  }

  /** Money with at least so many decimals, such as those of its currency. */
  public String number(Money money, int decimals) {
    return number(money.value(), decimals);
  }

  /** Money, rounded for a look to so many decimals. */
  public String rounded(Money money, int decimals) {
    return number(money.value().setScale(decimals, RoundingMode.HALF_UP), decimals);
  }

  /**
   * Money for a look, rounded to so many decimals. What is not zero never reads as zero: {@code
   * <0.01}.
   */
  public String brief(Money money, int decimals) {
    return brief(money.value(), decimals, decimals);
  }

  /** A quantity for a look, rounded to at most so many decimals; what is not zero is not 0. */
  public String brief(Quantity quantity, int decimals) {
    return brief(quantity.value(), 0, decimals);
  }

  private String brief(BigDecimal value, int fewest, int most) {
    BigDecimal rounded = value.setScale(most, RoundingMode.HALF_UP);
    if (rounded.signum() != 0 || value.signum() == 0) {
      return number(rounded.stripTrailingZeros(), fewest);
    }
    String least = number(BigDecimal.ONE.movePointLeft(most), fewest);
    return value.signum() > 0 ? "<" + least : ">-" + least;
  }

  /** How many decimals {@link #brief(Quantity, int)} writes. */
  public int briefDecimals(Quantity quantity, int decimals) {
    return Math.min(decimals, decimals(quantity.value().setScale(decimals, RoundingMode.HALF_UP)));
  }

  /** Whether rounding to so many decimals takes anything from a value. */
  public boolean isCut(BigDecimal value, int decimals) {
    return decimals(value) > decimals;
  }

  /**
   * The decimals that a number lacks in its column: written invisibly after it, the decimal
   * separators of the column stand below each other.
   *
   * @param shown how many decimals the number is written with
   * @param decimals how many the column has at most
   */
  public String padding(int shown, int decimals) {
    if (decimals <= shown) {
      return "";
    }
    String separator = number(new BigDecimal("0.1")).substring(1, 2);
    return (shown == 0 ? separator : "") + "0".repeat(decimals - shown);
  }

  /** How many decimals a number is written with. */
  public int decimals(BigDecimal value) {
    return Math.max(0, value.stripTrailingZeros().scale());
  }

  /** A difference, rounded, with its sign also where it is positive: {@code +1,234.57}. */
  public String signed(Money money, int decimals) {
    return plus(money.value()) + rounded(money, decimals);
  }

  /** A difference, whole, with its sign also where it is positive. */
  public String signed(Money money) {
    return plus(money.value()) + number(money);
  }

  /** A change of 0.125 as {@code +12.5%}, {@code +%12,5}. */
  public String share(BigDecimal change) {
    NumberFormat format = NumberFormat.getPercentInstance(LocaleContextHolder.getLocale());
    format.setMaximumFractionDigits(2);
    return plus(change) + format.format(change);
  }

  private static String plus(BigDecimal value) {
    return value.signum() > 0 ? "+" : "";
  }

  /** A size as people say it: {@code 1.5 GB}. */
  public String size(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    BigDecimal size = BigDecimal.valueOf(bytes);
    BigDecimal step = BigDecimal.valueOf(1024);
    while (size.compareTo(step) >= 0 && unit < units.length - 1) {
      size = size.divide(step, 1, RoundingMode.HALF_UP);
      unit++;
    }
    return number(size) + " " + units[unit];
  }

  /** A time in words, in UTC: {@code May 1, 2024, 9:05 AM UTC}. */
  public String moment(Instant time) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(LocaleContextHolder.getLocale())
            .format(time.atOffset(ZoneOffset.UTC))
        + " UTC";
  }

  /** A month in words: {@code May 2024}, {@code Mayıs 2024}. */
  public String month(YearMonth month) {
    return DateTimeFormatter.ofPattern("LLLL yyyy", LocaleContextHolder.getLocale()).format(month);
  }

  /** The day of an instant, in UTC. */
  public String day(Instant instant) {
    return day(LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }

  /** A day in words: {@code May 1, 2024}, {@code 1 May 2024}. */
  public String day(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(LocaleContextHolder.getLocale())
        .format(day);
  }
}
