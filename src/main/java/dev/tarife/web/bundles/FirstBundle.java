package dev.tarife.web.bundles;

import dev.tarife.bundle.Bundle;
import dev.tarife.bundle.BundleBuilder;
import dev.tarife.bundle.BundleVersion;
import dev.tarife.model.FaultException;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Builds the first bundle while the service already answers, and takes the bundles that other
 * processes deploy. The service is ready when a bundle is live.
 */
@Component("bundle")
class FirstBundle implements HealthIndicator, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(FirstBundle.class);
  private static final BundleVersion VERSION = new BundleVersion(0, 1, 0);

  private final Bundles bundles;
  private final TemporaryFiles scratch;
  private boolean stopped;

  FirstBundle(Bundles bundles, TemporaryFiles scratch) {
    this.bundles = bundles;
    this.scratch = scratch;
  }

  @EventListener(ApplicationReadyEvent.class)
  void deployWhereNoneIs() {
    if (bundles.isReady() || !bundles.wantsFirst()) {
      return;
    }
    bundles.say("The first bundle is being built; try again in a few seconds");
    Thread thread = new Thread(this::deploy, "first-bundle");
    thread.setDaemon(true);
    thread.start();
  }

  private void deploy() {
    try {
      Map<String, byte[]> workbooks = workbooks();
      Path built = built(workbooks);
      deploy(
          built == null
              ? BundleBuilder.build(workbooks, VERSION).jar()
              : Files.readAllBytes(built));
    } catch (IOException | RuntimeException e) {
      LOG.error("The first bundle could not be deployed", e);
      bundles.say("No bundle is live; hand one in, and let another deploy it");
    }
  }

  /**
   * The bundle that was built together with this program, beside its jar: to build one takes longer
   * than all else of a start. Null where there is none, or it is not of this program's workbooks or
   * older than its jar.
   */
  private static @Nullable Path built(Map<String, byte[]> workbooks) {
    CodeSource source = FirstBundle.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = source == null ? null : Path.of(source.getLocation().toURI());
      Path built = jar == null ? null : jar.resolveSibling("first-bundle.jar");
      // A folder of classes, as tests have, does not say when one of them changed.
      if (jar == null
          || built == null
          || !Files.isRegularFile(jar)
          || !Files.isRegularFile(built)
          || Files.getLastModifiedTime(built).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        return null;
      }
      Map<String, byte[]> inside = Bundle.workbooks(built);
      boolean same =
          inside.keySet().equals(workbooks.keySet())
              && workbooks.entrySet().stream()
                  .allMatch(one -> Arrays.equals(one.getValue(), inside.get(one.getKey())));
      return same ? built : null;
    } catch (IOException | URISyntaxException | FaultException | FileSystemNotFoundException e) {
      LOG.debug("The bundle beside the program cannot be used", e);
      return null;
    }
  }

  /** Nothing is deployed into a service that has stopped meanwhile: its files are gone. */
  private synchronized void deploy(byte[] jar) throws IOException {
    if (stopped) {
      return;
    }
    try (RequestFolder folder = scratch.folder()) {
      Path file = folder.file("the first bundle", ".jar");
      Files.write(file, jar);
      bundles.deployFirst(file);
    }
  }

  @Override
  public synchronized void destroy() {
    stopped = true;
  }

  private static Map<String, byte[]> workbooks() {
    Map<String, byte[]> workbooks = new TreeMap<>();
    TablesReader.ALL.forEach(name -> workbooks.put(name, workbook(name)));
    return workbooks;
  }

  private static byte[] workbook(String name) {
    try (InputStream in =
        FirstBundle.class.getResourceAsStream("/dev/tarife/decision-tables/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The jar misses (" + name + ").");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Scheduled(fixedDelayString = "${tarife.bundles.refresh}")
  void refresh() {
    try {
      bundles.refresh();
    } catch (DataAccessException e) {
      // The watch over the database says once that it is lost, and this is tried again.
      LOG.debug("The live bundle could not be looked up", e);
    }
  }

  @Override
  public Health health() {
    return bundles.isReady() ? Health.up().build() : Health.outOfService().build();
  }
}
