package dev.tarife.bundle;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.drools.codegen.common.GeneratedFile;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.BuildContext;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.execmodel.CanonicalModelKieProject;
import org.drools.model.codegen.execmodel.ModelBuilderImpl;
import org.drools.model.codegen.execmodel.PackageSources;

/**
 * The executable model without what only the JDK at hand has. Drools lists every property of a
 * class that rules look at, to know later which of them a rule changes. Those of the JDK's own
 * classes grow with its versions ({@code List} has {@code first} from 21 on), and no rule changes
 * them: such a class is listed without properties. A rule that does react to one fails when it is
 * loaded.
 */
final class PortableProject extends CanonicalModelKieProject {
  /** What Drools writes of one class of the JDK. */
  private static final Pattern OF_THE_JDK =
      Pattern.compile(
          "(?<class>return java\\.[\\w.$]+\\.class;)(?<until>.*?getPropertiesSize\\(\\) \\{\\s*return )"
              + "\\d+(?<then>;.*?switch\\s*\\(name\\) \\{).*?(?<end>\\n\\s*\\}\\s*throw )",
          Pattern.DOTALL);

  PortableProject(InternalKieModule module, ClassLoader classes) {
    super(module, classes);
  }

  @Override
  public void writeProjectOutput(MemoryFileSystem target, BuildContext context) {
    for (ModelBuilderImpl<?> builder : modelBuilders.values()) {
      builder.getPackageSources().forEach(PortableProject::makePortable);
    }
    super.writeProjectOutput(target, context);
  }

  /** Drools has no other way to the text of a package's classes before they are compiled. */
  private static void makePortable(PackageSources sources) {
    try {
      Field field = PackageSources.class.getDeclaredField("domainClassSource");
      field.setAccessible(true);
      if (field.get(sources) instanceof GeneratedFile file) {
        String text = new String(file.contents(), StandardCharsets.UTF_8);
        field.set(sources, new GeneratedFile(file.type(), file.path(), portable(text)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Drools keeps the text of classes elsewhere.", e);
    }
  }

  /** The text of the class that lists properties, without those of the JDK's classes. */
  static String portable(String text) {
    return OF_THE_JDK.matcher(text).replaceAll("${class}${until}0${then}${end}");
  }
}
