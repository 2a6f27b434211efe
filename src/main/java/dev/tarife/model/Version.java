package dev.tarife.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Tarife this is. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}. */
  public static String tarife() {
    try (InputStream in = Version.class.getResourceAsStream("/dev/tarife/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
