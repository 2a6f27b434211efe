package dev.tarife.cli.console;

import dev.tarife.report.TextInvoices;
import java.util.Map;
import java.util.Properties;

/**
 * What the reader looks at. The start script knows and says so; without it, there is no terminal.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is one
 * @param columns its width in characters
 * @param colour whether to use bold and dim on it
 */
public record Terminal(boolean out, boolean err, int columns, boolean colour) {
  /** No terminal: files and pipes. */
  public static final Terminal NONE = new Terminal(false, false, TextInvoices.WIDTH, false);

  private static final int NARROWEST = 60;
  private static final int WIDEST = 160;

  public static Terminal of(Properties properties, Map<String, String> environment) {
    boolean out = Boolean.parseBoolean(properties.getProperty("tarife.terminal.out"));
    boolean err = Boolean.parseBoolean(properties.getProperty("tarife.terminal.err"));
    boolean colour =
        out
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(out, err, columns(properties.getProperty("tarife.columns", "")), colour);
  }

  private static int columns(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      return TextInvoices.WIDTH;
    }
    return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(text)));
  }
}
