package dev.tarife.cli.option;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A form in which a command writes a file. The ending of the file and the form must agree: a
 * program opens a file by its ending.
 */
public interface FileForm {
  /**
   * Endings that promise a certain form. A name with any other ending, or none, promises nothing.
   */
  Set<String> ENDINGS =
      Set.of(
          ("csv doc docx gif gz htm html jar jpeg jpg json jsonl md ndjson ods odt parquet pdf png"
                  + " ppt pptx rtf sarif svg tar tsv xls xlsb xlsm xlsx xml yaml yml zip")
              .split(" "));

  /** The name of an enum constant. */
  String name();

  /** The form as the option says it, such as {@code json}. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Endings of files in this form, the usual one first, without the dot. */
  default List<String> endings() {
    return switch (word()) {
      case "text" -> List.of("txt");
      case "html" -> List.of("html", "htm");
      case "sarif" -> List.of("sarif", "json");
      default -> List.of(word());
    };
  }

  /**
   * The form to write in.
   *
   * @param asked as the option says; null where it is not given: then the ending decides
   * @param file what will be written; null: standard output
   * @param usual where neither says anything
   * @throws ParameterException if the form and the ending contradict each other
   */
  static <F extends Enum<F> & FileForm> F of(
      CommandSpec spec, @Nullable F asked, @Nullable Path file, F usual) {
    String ending = file == null ? "" : ending(file);
    F[] forms = usual.getDeclaringClass().getEnumConstants();
    if (asked == null) {
      for (F form : forms) {
        if (form.endings().contains(ending)) {
          return form;
        }
      }
    }
    F form = asked == null ? usual : asked;
    if (ENDINGS.contains(ending) && !form.endings().contains(ending)) {
      throw new ParameterException(
          spec.commandLine(),
          "--output %s: a file that ends in .%s is not written as %s; %s"
              .formatted(file, ending, form, endingsOf(forms)));
    }
    return form;
  }

  /** Refuses a file whose ending promises another form than the one that is always written. */
  static void expect(CommandSpec spec, Path file, String what, String ending) {
    String actual = ending(file);
    if (ENDINGS.contains(actual) && !actual.equals(ending)) {
      throw new ParameterException(
          spec.commandLine(),
          "--output %s: %s is not written to a file that ends in .%s; name one that ends in .%s"
              .formatted(file, what, actual, ending));
    }
  }

  private static String endingsOf(FileForm[] forms) {
    return Arrays.stream(forms)
        .map(
            form ->
                "--format "
                    + form
                    + " goes with "
                    + form.endings().stream()
                        .map(ending -> "." + ending)
                        .collect(Collectors.joining(" and ")))
        .collect(Collectors.joining(", "));
  }

  private static String ending(Path file) {
    Path name = file.getFileName();
    String text = name == null ? "" : name.toString();
    int dot = text.lastIndexOf('.');
    return dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
