package dev.tarife.metering.input;

import dev.tarife.metering.input.FileRows.Row;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one JSON object a line as texts. */
final class JsonLines {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonLines() {}

  /** Hands over every line that is not blank. */
  static void read(LimitedReader reader, UsageFaults faults, Row row) throws IOException {
    StringBuilder text = new StringBuilder();
    for (long line = 1; ; line++) {
      reader.renew();
      boolean more = line(reader, text);
      if (!text.toString().isBlank()) {
        Map<String, String> texts = object(text.toString(), line, faults);
        if (texts != null) {
          row.accept(line, texts);
        }
      }
      if (!more) {
        return;
      }
    }
  }

  private static boolean line(Reader reader, StringBuilder text) throws IOException {
    text.setLength(0);
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return true;
      }
      text.append((char) c);
    }
    return false;
  }

  private static @Nullable Map<String, String> object(String json, long line, UsageFaults faults) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JacksonException | StackOverflowError e) {
      String what =
          e instanceof JacksonException j ? Unparsable.reason(j.getOriginalMessage()) : "too deep";
      faults.add(line, "is not JSON (" + shortened(what) + ")", "write one object a line");
      return null;
    }
    if (!node.isObject()) {
      faults.add(line, "is not a JSON object", "write one object a line");
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      if (value.isNull()) {
        continue;
      }
      if (value.isString()) {
        texts.put(property.getKey(), value.stringValue());
      } else if (value.isNumber()) {
        texts.put(property.getKey(), number(value, property.getKey(), line, faults));
      } else {
        texts.put(property.getKey(), value.toString());
      }
    }
    return texts;
  }

  /** A number as every JSON reader understands it: 15 digits, no more. */
  private static String number(JsonNode value, String key, long line, UsageFaults faults) {
    if (value.isIntegralNumber()) {
      return value.toString();
    }
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    if (number.precision() > 15 || Math.abs(number.scale()) > 15) {
      faults.add(
          line,
          key + " (" + shortened(value.toString()) + ") has more than 15 digits",
          "put the number in quotes, so that no reader rounds it");
      return "";
    }
    return number.scale() <= 0 ? number.toPlainString() + ".0" : number.toPlainString();
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
