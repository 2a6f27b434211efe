package dev.tarife.metering.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The columns that a file of JSON lines has, as far as its first records show them. */
public final class JsonKeys {
  /** Programs that write a column wrong do so from the first line on. */
  private static final int RECORDS = 10_000;

  private static final JsonFactory JSON = JsonFactory.builder().build();

  private JsonKeys() {}

  /** The keys of the first records; what cannot be read is left to whoever reads the file. */
  public static Set<String> of(UsageFile file) throws IOException {
    try (InputStream in = file.open()) {
      return of(in);
    }
  }

  /** The same of an open file, which is not read to its end. */
  public static Set<String> of(InputStream in) {
    Set<String> keys = new LinkedHashSet<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      for (int record = 0; record < RECORDS; record++) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          break;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          keys.add(parser.currentName());
          parser.nextToken();
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      // Its line is named where the records are read.
    }
    return keys;
  }
}
