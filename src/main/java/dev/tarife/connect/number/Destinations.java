package dev.tarife.connect.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The country of a dialled number, or why it cannot be told: {@code +1} is many countries, and
 * {@code +44} four. It never guesses, and remembers numbers, since most call more than once. Used
 * by several threads.
 */
public final class Destinations {
  public static final String MISSING = "the other end's number is missing";
  public static final String NO_NUMBER =
      "the other end is not a telephone number in E.164, so that its country cannot be told";
  public static final String NO_COUNTRY =
      "the other end's number is of no country: a satellite, global or unassigned code";

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int LONGEST = 16;

  private static final int MOST_KNOWN = 100_000;

  /** The countries of numbers; empty: of none. */
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** Whether it looks like E.164. */
  public static boolean isNumber(@Nullable String address) {
    if (address == null || address.length() < 3 || address.length() > LONGEST) {
      return false;
    }
    for (int i = 1; i < address.length(); i++) {
      if (address.charAt(i) < '0' || address.charAt(i) > '9') {
        return false;
      }
    }
    return address.charAt(0) == '+' && address.charAt(1) != '0';
  }

  /** ISO 3166-1 alpha-2, or a code of the feed such as XK; null: see {@link #objection}. */
  public @Nullable String country(@Nullable String address) {
    if (address == null || !isNumber(address)) {
      return null;
    }
    String country = known.get(address);
    if (country == null) {
      country = find(address);
      if (known.size() < MOST_KNOWN) {
        known.put(address, country);
      }
    }
    return country.isEmpty() ? null : country;
  }

  private static String find(String number) {
    try {
      PhoneNumber parsed = NUMBERS.parse(number, null);
      String region = NUMBERS.getRegionCodeForNumber(parsed);
      return region == null || region.length() != 2 || region.equals("ZZ") ? "" : region;
    } catch (NumberParseException e) {
      return "";
    }
  }

  /** Why an address has no country. */
  public static String objection(@Nullable String address) {
    return address == null ? MISSING : isNumber(address) ? NO_COUNTRY : NO_NUMBER;
  }
}
