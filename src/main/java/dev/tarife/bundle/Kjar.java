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
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.api.io.Resource;
import org.kie.api.runtime.KieContainer;

/** Rules as an executable model in a jar: slow to build, quick to load. */
final class Kjar {
  private static final String BASE = "tarife";

  private Kjar() {}

  /** Builds the jar's bytes. */
  static byte[] build(SortedMap<String, String> texts, ReleaseId id) {
    KieServices services = KieServices.Factory.get();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      KieModuleModel module = services.newKieModuleModel();
      module.newKieBaseModel(BASE).setDefault(true).newKieSessionModel("session").setDefault(true);
      KieFileSystem files = services.newKieFileSystem();
      files.generateAndWritePomXML(id);
      files.writeKModuleXML(module.toXML());
      texts.forEach(
          (path, text) ->
              files.write(
                  "src/main/resources/dev/tarife/rules/" + path,
                  text.getBytes(StandardCharsets.UTF_8)));
      KieBuilder builder = services.newKieBuilder(files);
      builder.buildAll(ExecutableModelProject.class);
      if (builder.getResults().hasMessages(Message.Level.ERROR)) {
        throw new IllegalStateException("The rules do not compile: " + builder.getResults());
      }
      InternalKieModule built = (InternalKieModule) builder.getKieModule();
      return built.getBytes();
    } finally {
      services.getRepository().removeKieModule(id);
      Locale.setDefault(before);
    }
  }

  /** Opens a jar that {@link #build} made. */
  static KieBase open(byte[] jar) {
    KieServices services = KieServices.Factory.get();
    Resource resource = services.getResources().newByteArrayResource(jar);
    var module = services.getRepository().addKieModule(resource);
    KieContainer container = services.newKieContainer(module.getReleaseId());
    return container.getKieBase(BASE);
  }
}
