package dev.tarife.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bundle is the same bytes on every JDK: on all that are here, and on one that is made believe.
 */
class JdksTest {
  @TempDir private Path folder = Path.of("");

  @Test
  @Tag("outside")
  void everyJdkBuildsTheSameBytesAndVerifiesThoseOfTheOthers() throws Exception {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    Path ours = folder.resolve("ours.jar");
    assertThat(run(own, "bundle", "build", "--version", "1.0.0", "--output", ours.toString()))
        .contains("SHA-256");
    for (Path jdk : others(own)) {
      Path theirs = folder.resolve("theirs.jar");
      run(jdk, "bundle", "build", "--version", "1.0.0", "--output", theirs.toString());
      assertThat(theirs).as("built by " + jdk).hasSameBinaryContentAs(ours);
      assertThat(run(jdk, "bundle", "verify", ours.toString()))
          .as("verified by " + jdk)
          .contains("as its workbooks give");
      Files.delete(theirs);
    }
  }

  /**
   * Drools takes the language level from the JDK where nobody says it: classes that 17 cannot load.
   */
  @Test
  @Tag("outside")
  void aNewerJavaMakesNoNewerClasses() throws Exception {
    Path own = Path.of(System.getProperty("java.home"));
    Path one = folder.resolve("one.jar");
    Path two = folder.resolve("two.jar");
    run(own, "bundle", "build", "--version", "1.0.0", "--output", one.toString());
    run(
        own,
        "-Djava.version=21.0.2",
        "bundle",
        "build",
        "--version",
        "1.0.0",
        "--output",
        two + "");
    assertThat(two).hasSameBinaryContentAs(one);
  }

  /** The one thing that another JDK would list otherwise, as this one and a later one give it. */
  @Test
  void classesOfTheJdkAreListedWithoutTheirProperties() {
    String own = listed("dev.tarife.model.Period", "month", "this");
    assertThat(PortableProject.portable(own + listed("java.util.List", "empty", "size") + own))
        .isEqualTo(
            PortableProject.portable(
                own + listed("java.util.List", "empty", "first", "last", "size") + own))
        .isEqualTo(own + listed("java.util.List") + own);
  }

  private static String listed(String type, String... properties) {
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < properties.length; i++) {
      cases.append("                case \"%s\": return %d;\n".formatted(properties[i], i));
    }
    return """
        @Override
        public Class<?> getDomainClass() {
            return %s.class;
        }

        @Override
        public int getPropertiesSize() {
            return %d;
        }

        @Override
        public int getPropertyIndex( String name ) {
            switch(name) {
    %s             }
             throw new RuntimeException("Unknown property '" + name);
        }
    """
        .formatted(type, properties.length, cases);
  }

  /** The JDKs from 17 on that lie where systems put them. */
  private static Set<Path> others(Path own) throws IOException {
    Set<Path> found = new TreeSet<>();
    List<Path> homes = new ArrayList<>();
    for (String place :
        List.of("/usr/lib/jvm", System.getProperty("user.home") + "/.sdkman/candidates/java")) {
      if (Files.isDirectory(Path.of(place))) {
        try (Stream<Path> inside = Files.list(Path.of(place))) {
          inside.forEach(homes::add);
        }
      }
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
              }
            });
    for (Path home : homes) {
      Path release = home.resolve("release");
      if (Files.isExecutable(home.resolve("bin/java"))
          && Files.isRegularFile(release)
          && Files.readString(release).matches("(?s).*JAVA_VERSION=\"(1[7-9]|[2-9][0-9]).*")) {
        found.add(home.toRealPath());
      }
    }
    found.remove(own);
    return found;
  }

  private String run(Path jdk, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1"));
    List<String> rest = new ArrayList<>(List.of(arguments));
    while (rest.get(0).startsWith("-D")) {
      command.add(rest.remove(0));
    }
    command.addAll(List.of("-Dtarife.home=" + Path.of("").toAbsolutePath()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tarife.cli.Main"));
    command.addAll(rest);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
