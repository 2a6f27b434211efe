package dev.tarife.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.drools.base.util.Drools;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.KieBuilderImpl;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.KieModule;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.io.Resource;
import org.kie.memorycompiler.JavaConfiguration;

/** Rules as an executable model in a jar: slower to build than to load. */
final class ExecutableModel {
  /** The folder of the rules' texts and of the classes made from them. */
  static final String RULES = "dev/tarife/rules/";

  /** What KIE reads first. */
  static final String MODULE = "META-INF/kmodule.xml";

  /** Which release the jar is. */
  static final String RELEASE = "META-INF/maven/dev.tarife/rules/pom.properties";

  /** Which classes hold the rules. */
  static final String MODELS = "META-INF/kie/";

  /** The class that lists those classes. */
  static final String PROJECT = "org/drools/project/model/ProjectModel_dev_tarife_rules_";

  private static final String LISTED_MODELS = MODELS + "dev.tarife/rules/drools-model";
  private static final String VERSION = "Drools-Model-Version:" + Drools.getFullVersion();

  private static final String BASE = "tarife";

  /** What KIE keeps beside, and need not read: one is XML, the other a serialised object. */
  private static final Set<String> NOT_NEEDED =
      Set.of("META-INF/maven/dev.tarife/rules/pom.xml", "META-INF/kmodule.info");

  /** KIE keeps modules in one place for the whole process. */
  private static final Object REPOSITORY = new Object();

  static {
    // Rules built in parallel come out in another order each time.
    System.setProperty("drools.parallelRulesBuildThreshold", "-1");
    // Without this, Metaspace grows with every jar that is opened.
    System.setProperty("drools.lambda.introspector.cache.size", "0");
    // The rules' classes come from the Eclipse compiler, which is a library, and are of one version
    // of
    // Java: those of the JDK at hand would be other bytes on each.
    System.setProperty(JavaConfiguration.JAVA_COMPILER_PROPERTY, "ECLIPSE");
    System.setProperty(JavaConfiguration.JAVA_LANG_LEVEL_PROPERTY, "17");
  }

  private ExecutableModel() {}

  /**
   * Builds the jar.
   *
   * @param identity makes the release id unique, so that two builds never share anything
   * @return the jar's bytes
   */
  static byte[] build(SortedMap<String, String> rules, String identity) {
    return StoredZip.write(entries(rules, identity));
  }

  /** The entries of the jar; the same rules give the same bytes. */
  static SortedMap<String, byte[]> entries(SortedMap<String, String> rules, String identity) {
    KieServices services = KieServices.Factory.get();
    ReleaseId id = services.newReleaseId("dev.tarife", "rules", identity);
    synchronized (REPOSITORY) {
      Locale before = Locale.getDefault();
      // The executable model upper-cases words of Java in the default locale.
      Locale.setDefault(Locale.ROOT);
      try {
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        files.writeKModuleXML(module());
        rules.forEach(
            (path, text) ->
                files.write(
                    "src/main/resources/" + RULES + path, text.getBytes(StandardCharsets.UTF_8)));
        KieBuilderImpl builder = (KieBuilderImpl) services.newKieBuilder(files);
        builder.buildAll(PortableProject::new, file -> true);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
          throw new IllegalStateException("The rules do not compile: " + builder.getResults());
        }
        return entries(((InternalKieModule) builder.getKieModule()).getBytes(), identity);
      } finally {
        services.getRepository().removeKieModule(id);
        Locale.setDefault(before);
      }
    }
  }

  /** The text of {@link #MODULE}: as KIE writes it, without the tenth of a second it takes. */
  static String module() {
    return """
    <kmodule xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\s
             xmlns="http://www.drools.org/xsd/kmodule">
      <kbase name="tarife" default="true" eventProcessingMode="cloud" prototypes="disabled"\
     equalsBehavior="identity" mutability="allowed" declarativeAgenda="disabled"\
     sequential="false" sessionsPool="-1" betaRangeIndex="disabled"\
     scope="jakarta.enterprise.context.ApplicationScoped">
        <ksession name="rating" type="stateful" default="true" directFiring="false"\
     threadSafe="true" accumulateNullPropagation="false" clockType="realtime"\
     beliefSystem="simple"/>
      </kbase>
    </kmodule>""";
  }

  /** The text of {@link #RELEASE}. */
  static String release(String identity) {
    return "artifactId=rules\ngroupId=dev.tarife\nversion=" + identity + "\n";
  }

  /** Without what KIE does not need, and without the date of the release. */
  private static SortedMap<String, byte[]> entries(byte[] jar, String identity) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory() && !NOT_NEEDED.contains(entry.getName())) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.put(MODULE, module().getBytes(StandardCharsets.UTF_8));
    entries.put(RELEASE, release(identity).getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  /** Opens a jar that {@link #build} made. */
  static KieBase open(byte[] jar) {
    JarClasses classes = JarClasses.of(jar);
    byte[] listed = classes.entry(LISTED_MODELS);
    List<String> names =
        listed == null ? List.of() : new String(listed, StandardCharsets.UTF_8).lines().toList();
    if (names.isEmpty() || !names.get(0).equals(VERSION)) {
      return openModule(jar);
    }
    // A module has its description parsed and its classes listed; the models alone open in less
    // than half the time.
    List<Model> models = new ArrayList<>();
    for (String name : names.subList(1, names.size())) {
      models.add(classes.make(name, Model.class));
    }
    KieBaseConfiguration options =
        RuleBaseFactory.newKnowledgeBaseConfiguration(new Properties(), classes);
    // The rules of a jar never change, and then a session needs no table of facts for each class.
    options.setOption(KieBaseMutabilityOption.DISABLED);
    return KieBaseBuilder.createKieBaseFromModel(models, options);
  }

  /**
   * Opens it as KIE opens any jar: it compiles the rules again if another engine made the models.
   */
  private static KieBase openModule(byte[] jar) {
    KieServices services = KieServices.Factory.get();
    Resource resource = services.getResources().newByteArrayResource(jar);
    synchronized (REPOSITORY) {
      KieModule module = services.getRepository().addKieModule(resource);
      try {
        return services.newKieContainer(module.getReleaseId()).getKieBase(BASE);
      } finally {
        services.getRepository().removeKieModule(module.getReleaseId());
      }
    }
  }
}
