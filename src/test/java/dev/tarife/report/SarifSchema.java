package dev.tarife.report;

import com.contrastsecurity.sarif.SarifSchema210;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON schema that OASIS publishes for SARIF 2.1.0. */
public final class SarifSchema {
  private static final Schema SCHEMA = read();

  private SarifSchema() {}

  /** What in a log is not as the schema asks, formats included; empty: nothing. */
  public static List<String> faults(String log) {
    return SCHEMA
        .validate(
            log,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema read() {
    String path = "/schema/sarif-schema-2.1.0.json";
    try (InputStream in = SarifSchema210.class.getResourceAsStream(path)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(Objects.requireNonNull(in, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
