package dev.tarife.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.KieModule;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.io.Resource;

/** Rules as an executable model in a jar: slower to build than to load. */
final class Kjar {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final String BASE = "tarife";
  private static final String FOLDER = "src/main/resources/dev/tarife/rules/";

  static {
    // Rules built in parallel come out in another order each time.
    System.setProperty("drools.parallelRulesBuildThreshold", "-1");
    // Without this, Metaspace grows with every jar that is opened.
    System.setProperty("drools.lambda.introspector.cache.size", "0");
  }

  private Kjar() {}

  /**
   * Builds.
   *
   * @param identity makes the release id unique, so that two builds never share anything
   * @return the jar's bytes
   */
  static byte[] build(SortedMap<String, String> rules, String identity) {
    KieServices services = KieServices.Factory.get();
    ReleaseId id = services.newReleaseId("dev.tarife", "rules", identity);
    Locale before = Locale.getDefault();
    // The executable model upper-cases words of Java in the default locale.
    Locale.setDefault(Locale.ROOT);
    try {
      KieModuleModel module = services.newKieModuleModel();
      module.newKieBaseModel(BASE).setDefault(true).newKieSessionModel("rating").setDefault(true);
      KieFileSystem files = services.newKieFileSystem();
      files.generateAndWritePomXML(id);
      files.writeKModuleXML(module.toXML());
      rules.forEach(
          (path, text) -> files.write(FOLDER + path, text.getBytes(StandardCharsets.UTF_8)));
      KieBuilder builder = services.newKieBuilder(files);
      builder.buildAll(ExecutableModelProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        throw new IllegalStateException("The rules do not compile: " + builder.getResults());
      }
      return reproducible(((InternalKieModule) builder.getKieModule()).getBytes());
    } finally {
      services.getRepository().removeKieModule(id);
      Locale.setDefault(before);
    }
  }

  /** The same entries in the order of their names and of one time: same rules, same bytes. */
  private static byte[] reproducible(byte[] jar) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(jar.length);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), withoutDate(entry.getName(), in.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A properties file begins with the date on which it was written. */
  private static byte[] withoutDate(String name, byte[] content) {
    if (!name.endsWith(".properties")) {
      return content;
    }
    return new String(content, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Opens a jar that {@link #build} made. */
  static KieBase open(byte[] jar) {
    KieServices services = KieServices.Factory.get();
    Resource resource = services.getResources().newByteArrayResource(jar);
    KieModule module = services.getRepository().addKieModule(resource);
    try {
      return services.newKieContainer(module.getReleaseId()).getKieBase(BASE);
    } finally {
      services.getRepository().removeKieModule(module.getReleaseId());
    }
  }
}
