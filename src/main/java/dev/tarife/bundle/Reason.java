package dev.tarife.bundle;

/**
 * Who does something to a store, and why.
 *
 * @param who a name, as the journal keeps it
 * @param why a sentence
 */
public record Reason(String who, String why) {
  private static final int LONGEST = 500;

  /**
   * Keeps both without surrounding spaces.
   *
   * @throws IllegalArgumentException if one is empty, longer than 500 characters or more than one
   *     line
   */
  public Reason {
    who = checked("who", who);
    why = checked("why", why);
  }

  private static String checked(String name, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw new IllegalArgumentException(
          name + " must have 1 to " + LONGEST + " characters, not " + stripped.length());
    }
    if (stripped.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " must be one line");
    }
    return stripped;
  }
}
