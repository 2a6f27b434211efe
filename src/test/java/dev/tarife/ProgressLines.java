package dev.tarife;

import java.util.regex.Pattern;

/**
 * The lines that tell every ten seconds how far a command is. On a busy machine they may come in
 * any test.
 */
public final class ProgressLines {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^(\\d+ of \\d+ · )?[\\d,]+( of [\\d,]+)?( MB of usage| accounts| contact records| records)?"
              + " (read|compared|metered|counted|rated)(, [\\d,]+( MB)? a second(, .* s left)?)?\n");

  private ProgressLines() {}

  /** What a command wrote beside them. */
  public static String without(String written) {
    return LINE.matcher(written).replaceAll("");
  }
}
