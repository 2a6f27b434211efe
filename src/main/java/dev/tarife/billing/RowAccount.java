package dev.tarife.billing;

import dev.tarife.metering.input.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Says which account a line of a usage file names, before anybody reads the line: whoever spreads
 * usage over machines brings the lines of an account together by it. Whether the line is right is
 * not looked at; one that cannot be read names none.
 */
public abstract class RowAccount {
  private RowAccount() {}

  /**
   * The lines of a CSV file, whose values must not hold line breaks.
   *
   * @param header the first line of the file
   */
  public static RowAccount ofCsv(String header) {
    return new Csv(columns(header).indexOf(Columns.ACCOUNT));
  }

  /**
   * The columns of a CSV file, in order.
   *
   * @param header the first line of the file
   * @return empty if it cannot be read; reading the file says why
   */
  public static List<String> columns(String header) {
    String plain = header.startsWith("\uFEFF") ? header.substring(1) : header;
    try (CSVParser parser = CSVParser.parse(plain, CSVFormat.RFC4180)) {
      Iterator<CSVRecord> records = parser.iterator();
      return records.hasNext() ? records.next().toList() : List.of();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** The lines of a file of JSON lines. */
  public static RowAccount ofJsonLines() {
    return new Json();
  }

  /** The account as the line writes it; null: it names none. */
  public abstract @Nullable String of(String line);

  /** Whether a line is whole: a value in quotes that holds a line break goes on in the next. */
  public abstract boolean isWhole(String line);

  private static final class Csv extends RowAccount {
    private final int column;

    Csv(int column) {
      this.column = column;
    }

    @Override
    public @Nullable String of(String line) {
      if (column < 0) {
        return null;
      }
      int begin = 0;
      for (int i = 0; i < column; i++) {
        int comma = line.indexOf(',', isQuoted(line, begin) ? end(line, begin) : begin);
        if (comma < 0) {
          return null;
        }
        begin = comma + 1;
      }
      if (isQuoted(line, begin)) {
        int end = end(line, begin);
        String text = line.substring(begin + 1, Math.max(begin + 1, end - 1));
        return given(text.replace("\"\"", "\""));
      }
      int comma = line.indexOf(',', begin);
      int end = comma >= 0 ? comma : line.endsWith("\r") ? line.length() - 1 : line.length();
      return given(line.substring(begin, end));
    }

    private static boolean isQuoted(String line, int at) {
      return at < line.length() && line.charAt(at) == '"';
    }

    /** Where a value in quotes ends, behind its last quote. */
    private static int end(String line, int begin) {
      int at = begin + 1;
      while (at < line.length()) {
        if (line.charAt(at) != '"') {
          at++;
        } else if (isQuoted(line, at + 1)) {
          at += 2;
        } else {
          return at + 1;
        }
      }
      return at;
    }

    @Override
    public boolean isWhole(String line) {
      int quotes = 0;
      for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
        quotes++;
      }
      return quotes % 2 == 0;
    }
  }

  private static final class Json extends RowAccount {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    @Override
    public @Nullable String of(String line) {
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return null;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean found = parser.currentName().equals(Columns.ACCOUNT);
          JsonToken value = parser.nextToken();
          if (found) {
            return value.isScalarValue() && value != JsonToken.VALUE_NULL
                ? given(parser.getString())
                : null;
          }
          parser.skipChildren();
        }
        return null;
      } catch (JacksonException e) {
        return null;
      }
    }

    @Override
    public boolean isWhole(String line) {
      return true;
    }
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
