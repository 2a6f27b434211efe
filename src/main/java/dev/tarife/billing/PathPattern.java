package dev.tarife.billing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pattern of paths, such as {@code usage/*.parquet}.
 *
 * @param matcher what it matches
 * @param start the folder above its first wildcard, which is taken literally
 * @param levels how deep below that folder a match can lie
 */
record PathPattern(PathMatcher matcher, Path start, int levels) {
  /** Whether a text that is not a path of a file is meant as a pattern. */
  static boolean is(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  /**
   * Reads a pattern.
   *
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  static PathPattern of(String text) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
    Path pattern = Path.of(text);
    Path root = pattern.getRoot();
    Path start = root == null ? Path.of("") : root;
    int levels = pattern.getNameCount();
    for (Path name : pattern) {
      if (is(name.toString())) {
        break;
      }
      start = start.resolve(name);
      levels--;
    }
    return new PathPattern(matcher, start, text.contains("**") ? Integer.MAX_VALUE : levels);
  }

  /**
   * The files and folders that match, in order.
   *
   * @throws IOException if a folder cannot be read
   */
  List<Path> matches() throws IOException {
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(start, levels, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(matcher::matches).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
