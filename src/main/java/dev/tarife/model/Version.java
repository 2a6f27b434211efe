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

  /**
   * The version of a library. Where its jar was merged with others into one, which has one manifest
   * for all, the properties that Maven leaves in it say so.
   *
   * @param one a class of the library
   * @param artifact group and name, such as {@code org.kie/kie-api}
   */
  public static String of(Class<?> one, String artifact) {
    String version = one.getPackage().getImplementationVersion();
    if (version != null) {
      return version;
    }
    String name = "/META-INF/maven/" + artifact + "/pom.properties";
    try (InputStream in = one.getResourceAsStream(name)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
