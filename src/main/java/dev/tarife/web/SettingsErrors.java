package dev.tarife.web;

import dev.tarife.bundle.TrustedSigners;
import dev.tarife.model.FaultException;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.Environment;

/** What may be wrong with the surroundings of the service. */
final class SettingsErrors {
  private static final String SETTINGS = "write another; docs/service.md lists the settings";

  private static final String MEND_FOLDER =
      "name another with --data or TARIFE_DATA, or ask for the permission";

  private SettingsErrors() {}

  /**
   * What kept the service from starting, for the people who start it; the exception itself if that
   * is nothing of theirs.
   */
  static RuntimeException ofStart(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FaultException fault) {
        return fault;
      }
      if (cause instanceof PortInUseException port) {
        return portInUse(port.getPort());
      }
      if (cause instanceof java.net.BindException) {
        return fault(
            "address",
            "this machine cannot listen there (" + cause.getMessage() + ")",
            "choose another address with --address, or a port above 1023 with --port");
      }
      if (cause instanceof BindException setting) {
        return setting(setting);
      }
      if (cause instanceof SQLException) {
        return fault(
            "database",
            "cannot be opened (" + root(cause).getMessage() + ")",
            "see to it that it runs and no other service uses its folder, and check --data or"
                + " TARIFE_DB_URL, TARIFE_DB_USER and TARIFE_DB_PASSWORD");
      }
    }
    return failure;
  }

  /**
   * Checks the port and the folder of the embedded database, whose own errors take pages, and the
   * trusted certificates, which are read again only when a bundle comes.
   *
   * @throws FaultException if they cannot be used
   */
  static void check(Environment environment) {
    String port = environment.getRequiredProperty("server.port");
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw fault("port " + port, "is none", "write a number from 0 to 65535");
    }
    String trust = environment.getProperty("tarife.bundles.trust", "");
    if (!trust.isEmpty()) {
      checkTrust(trust, environment.getProperty("tarife.bundles.trust-password", ""));
    }
    String data = environment.getRequiredProperty("tarife.data");
    if (!environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:h2:file:")) {
      return;
    }
    Path folder = Path.of(data);
    if (Files.isRegularFile(folder)) {
      throw fault(data, "is a file, not the folder of the data", MEND_FOLDER);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(data, "made");
    }
    if (!Files.isWritable(folder)) {
      throw unusable(data, "written to");
    }
  }

  private static void checkTrust(String file, String password) {
    try {
      TrustedSigners.load(Path.of(file), password.isEmpty() ? null : password.toCharArray());
    } catch (IOException e) {
      throw fault(
          file,
          "the certificates that are trusted cannot be read",
          "name their file with TARIFE_TRUST, or ask for the permission");
    }
  }

  private static FaultException unusable(String data, String verb) {
    return fault(data, "the folder of the data cannot be " + verb, MEND_FOLDER);
  }

  private static FaultException portInUse(int port) {
    return fault(
        "port " + port,
        "another program listens on it",
        "choose another with --port, or stop that program");
  }

  private static FaultException setting(BindException setting) {
    Object value = setting.getProperty() == null ? "" : setting.getProperty().getValue();
    return fault(
        "setting " + setting.getName(),
        "(" + value + ") cannot be used: " + root(setting).getMessage(),
        SETTINGS);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
      root = next;
    }
    return root;
  }

  private static FaultException fault(String place, String what, String fix) {
    return FaultException.of(Place.ofFile(place), what, fix);
  }
}
