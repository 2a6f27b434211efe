package dev.tarife.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
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
      return ((InternalKieModule) builder.getKieModule()).getBytes();
    } finally {
      services.getRepository().removeKieModule(id);
      Locale.setDefault(before);
    }
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
