package dev.tarife;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of classes, packages and files that a page of {@code docs} writes as code. */
final class PageNames {
  private static final Path MAIN = Path.of("src", "main", "java", "dev", "tarife");
  private static final Path TESTS = Path.of("src", "test", "java", "dev", "tarife");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CLASS = Pattern.compile("[a-z]+(/[a-z]+)*/[A-Z][A-Za-z]+");
  private static final Pattern SIMPLE = Pattern.compile("[A-Z][a-z]+[A-Za-z]*[a-z]");
  private static final Pattern PACKAGE = Pattern.compile("[a-z]+(\\.[a-z]+)+|[a-z]+");
  private static final Pattern FILE =
      Pattern.compile("[A-Za-z0-9_./-]+/[A-Za-z0-9_.-]+|[a-z-]+\\.(?:drl|drt)");

  private final String text;

  PageNames(String page) {
    try {
      text = Files.readString(Path.of("docs", page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }

  private Stream<String> codes() {
    return CODE.matcher(BLOCK.matcher(text).replaceAll("")).results().map(code -> code.group(1));
  }

  /** Returns the classes written as {@code rating/Tariff} that have no file. */
  Set<String> missingClasses() {
    return codes()
        .filter(name -> CLASS.matcher(name).matches())
        .filter(name -> !Files.exists(MAIN.resolve(name + ".java")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many classes are written as {@code rating/Tariff}. */
  long classes() {
    return codes().filter(name -> CLASS.matcher(name).matches()).distinct().count();
  }

  /** Returns the classes written by their simple name that have no file, not even in the tests. */
  Set<String> missingSimpleNames(String... others) {
    Set<String> known = new TreeSet<>(List.of(others));
    known.addAll(simpleNames(MAIN));
    known.addAll(simpleNames(TESTS));
    return codes()
        .filter(name -> SIMPLE.matcher(name).matches() && !known.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the packages written as {@code web.pages} that have no folder. */
  Set<String> missingPackages() {
    Set<String> top = topPackages();
    return codes()
        .filter(name -> PACKAGE.matcher(name).matches() && name.contains("."))
        .filter(name -> top.contains(name.substring(0, name.indexOf('.'))))
        .filter(name -> !Files.isDirectory(MAIN.resolve(name.replace('.', '/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Files and folders of the checkout that are not there; a rule file may stand by its name. */
  Set<String> missingFiles() {
    return codes()
        .filter(name -> FILE.matcher(name).matches() && !CLASS.matcher(name).matches())
        .filter(
            name ->
                !Files.exists(Path.of(name))
                    && !Files.exists(Path.of("rules", name))
                    && !Files.isDirectory(MAIN.resolve(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The packages right under {@code dev.tarife}. */
  static Set<String> topPackages() {
    try (Stream<Path> folders = Files.list(MAIN)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source files of the program. */
  static List<Path> sources() {
    return sources(MAIN);
  }

  private static List<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> simpleNames(Path root) {
    return sources(root).stream()
        .map(PageNames::simpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The simple name of the class of a source file. */
  static String simpleName(Path file) {
    return String.valueOf(file.getFileName()).replace(".java", "");
  }
}
