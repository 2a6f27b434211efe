package dev.tarife.web.pages.administration;

import dev.tarife.bundle.JournalEntry;
import dev.tarife.web.bundles.Bundles;
import dev.tarife.web.rating.WorkQueue;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The health of the service: its parts, the disk, the live bundle, and waiting work. */
@Controller
@RolesAllowed("ADMIN")
class HealthPage {
  private static final Logger LOG = LoggerFactory.getLogger(HealthPage.class);
  private static final int DEPLOYMENTS = 5;

  private final HealthEndpoint health;
  private final DataSource database;
  private final Bundles bundles;
  private final WorkQueue workshop;
  private final Path data;

  HealthPage(
      HealthEndpoint health,
      DataSource database,
      Bundles bundles,
      WorkQueue workshop,
      @Value("${tarife.data}") String data) {
    this.health = health;
    this.database = database;
    this.bundles = bundles;
    this.workshop = workshop;
    this.data = Path.of(data);
  }

  /** A part of the service, and whether it works. */
  record Check(String name, boolean up) {}

  /**
   * A disk.
   *
   * @param usable bytes that are free
   * @param total bytes that it has
   */
  record Disk(long usable, long total) {
    /** How much is taken, in percent. */
    public int taken() {
      return total == 0 ? 100 : (int) (100 - usable * 100 / total);
    }
  }

  @GetMapping("/administration/health")
  String show(Model model) {
    model.addAttribute("checks", checks());
    model.addAttribute("product", product());
    model.addAttribute("disk", disk());
    model.addAttribute("load", workshop.load());
    List<JournalEntry> live = new ArrayList<>(bundles.journal());
    live.removeIf(entry -> !entry.madeLive());
    Collections.reverse(live);
    model.addAttribute("deployments", live.subList(0, Math.min(live.size(), DEPLOYMENTS)));
    model.addAttribute("live", bundles.isReady() ? bundles.liveEntry().orElse(null) : null);
    return "administration/health";
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    if (health.health() instanceof CompositeHealthDescriptor all) {
      new TreeMap<String, HealthDescriptor>(all.getComponents())
          .forEach((name, one) -> checks.add(new Check(name, one.getStatus().equals(Status.UP))));
    }
    return checks;
  }

  /** The database's name and version; null where it does not answer. */
  private @Nullable String product() {
    try {
      return JdbcUtils.extractDatabaseMetaData(
          database, meta -> meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion());
    } catch (MetaDataAccessException e) {
      LOG.warn("The database does not say what it is: {}", e.getMessage());
      return null;
    }
  }

  /** The disk of the data folder; null where it cannot be asked. */
  private @Nullable Disk disk() {
    try {
      FileStore store = Files.getFileStore(Files.exists(data) ? data : Path.of("."));
      return new Disk(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      LOG.warn("The disk of the data folder cannot be asked", e);
      return null;
    }
  }
}
