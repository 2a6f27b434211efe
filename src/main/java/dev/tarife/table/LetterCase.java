package dev.tarife.table;

/**
 * Texts whatever the case of their letters: {@code ÖZEL} is {@code özel}, and {@code TITLE} is
 * {@code title}.
 *
 * <p>A letter becomes its small letter, as Unicode has it for that letter alone, whatever the
 * locale. To a Turkish reader {@code I} is the capital of {@code ı} and {@code İ} that of {@code
 * i}; in a code {@code I} is that of {@code i}: all four are one letter here. So are {@code Σ},
 * {@code σ} and {@code ς}. Nothing else changes: {@code ß} is not {@code ss}, an accent written as
 * a character of its own stays one, and letters outside {@link #SETTLED} are as they are. There the
 * Unicode standard still gains capitals, and one version of Java or of a database knows letters
 * that another does not.
 */
public final class LetterCase {
  /** Ranges of code points in which capitals and small letters are settled, as first and last. */
  private static final int[][] RANGES = {
    {0, 0x109F},
    {0x1100, 0x139F},
    {0x1400, 0x1C7F},
    {0x1E00, 0x20FF},
    {0x2190, 0x2BFF},
    {0x2E00, 0xA63F},
    {0xAC00, 0xD7FF},
    {0xE000, 0xFFFF},
    {0x1F000, 0x10FFFF}
  };

  /** The same as a class of characters of a regular expression, for Java and for RE2. */
  public static final String SETTLED = ranges();

  /** What is not its own small letter, and yet one letter with another: as {@link #SAME} is. */
  public static final String ALSO = "ıς";

  /** What {@link #ALSO} becomes. */
  public static final String SAME = "iσ";

  private LetterCase() {}

  private static String ranges() {
    StringBuilder ranges = new StringBuilder("[");
    for (int[] range : RANGES) {
      ranges.append("\\x{%X}-\\x{%X}".formatted(range[0], range[1]));
    }
    return ranges.append(']').toString();
  }

  /** The text that all texts have in common that differ in case alone. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return folded(text, i);
      }
    }
    return text;
  }

  private static String folded(String text, int from) {
    StringBuilder folded = new StringBuilder(text.length()).append(text, 0, from);
    text.codePoints().skip(from).forEach(letter -> folded.appendCodePoint(fold(letter)));
    return folded.toString();
  }

  private static int fold(int letter) {
    if (letter < 0x80) {
      return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
    if (!isSettled(letter)) {
      return letter;
    }
    int small = Character.toLowerCase(letter);
    int also = ALSO.indexOf(small);
    return also < 0 ? small : SAME.charAt(also);
  }

  private static boolean isSettled(int letter) {
    for (int[] range : RANGES) {
      if (letter <= range[1]) {
        return letter >= range[0];
      }
    }
    return false;
  }

  /** Whether two texts differ in case at most. */
  public static boolean isSame(String a, String b) {
    return fold(a).equals(fold(b));
  }
}
