package dev.tarife.duckdb;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement written as a text block, with names in braces, such as <code>{month_start}</code>,
 * for what differs from run to run.
 */
public final class SqlText {
  private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");

  private final String text;
  private final Map<String, String> values = new TreeMap<>();

  private SqlText(String text) {
    this.text = text;
  }

  public static SqlText of(String text) {
    return new SqlText(text);
  }

  /** Puts a value where the name is in braces. Braces in the value itself stay as they are. */
  public SqlText with(String name, Object value) {
    values.put(name, value.toString());
    return this;
  }

  /**
   * Returns the statement.
   *
   * @throws IllegalArgumentException if a name has no value
   */
  @Override
  public String toString() {
    return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No value for {" + name + "} in: " + text);
    }
    return value;
  }
}
