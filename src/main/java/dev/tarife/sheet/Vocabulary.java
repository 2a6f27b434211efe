package dev.tarife.sheet;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The codes that a column may hold. */
public final class Vocabulary {
  /** Lets every code through: what the codes are could not be read. */
  public static final Vocabulary ANY = new Vocabulary(Set.of(), "", true);

  private final Set<String> codes;
  private final String home;
  private final boolean any;

  private Vocabulary(Set<String> codes, String home, boolean any) {
    this.codes = codes;
    this.home = home;
    this.any = any;
  }

  /**
   * The codes of a sheet.
   *
   * @param home where a new code is added, such as {@code charges.xlsx, Charges}; empty: nowhere
   */
  public static Vocabulary of(Collection<String> codes, String home) {
    return new Vocabulary(new LinkedHashSet<>(codes), home, false);
  }

  /** These codes and others, which {@code home} has too. */
  public Vocabulary plus(Collection<String> others, String home) {
    Set<String> all = new LinkedHashSet<>(codes);
    all.addAll(others);
    return new Vocabulary(all, home, any);
  }

  public boolean knows(String code) {
    return any || codes.contains(code);
  }

  /** What to do about a code that is not known. */
  public String fix(String code) {
    String nearest = SpellingSuggestion.to(code, codes);
    if (nearest != null) {
      return "write " + nearest + (home.isEmpty() ? "" : ", or add it to " + home);
    }
    if (home.isEmpty()) {
      return "write one of: " + String.join(", ", codes);
    }
    return "write one of " + home + ", or add it there";
  }
}
