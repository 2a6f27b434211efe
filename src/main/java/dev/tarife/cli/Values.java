package dev.tarife.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says of a wrong one what may stand in its place. */
final class Values {
  private Values() {}

  /** Teaches a command and those below it. */
  static void teach(CommandLine command) {
    command
        .registerConverter(int.class, Values::number)
        .registerConverter(Integer.class, Values::number)
        .registerConverter(LocalDate.class, Values::day)
        .registerConverter(Format.class, oneOf(Format.class))
        .registerConverter(GuideForm.class, oneOf(GuideForm.class))
        .registerConverter(SchemaCommand.Document.class, oneOf(SchemaCommand.Document.class))
        .registerConverter(CheckCommand.Form.class, oneOf(CheckCommand.Form.class))
        .registerConverter(CompareCommand.Form.class, oneOf(CompareCommand.Form.class))
        .registerConverter(DiffCommand.Form.class, oneOf(DiffCommand.Form.class))
        .registerConverter(InspectCommand.Form.class, oneOf(InspectCommand.Form.class));
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is no number; write one such as 3");
    }
  }

  private static LocalDate day(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + value + "' is no day; write one such as 2024-05-31");
    }
  }

  private static <E extends Enum<E>> ITypeConverter<E> oneOf(Class<E> words) {
    return value ->
        Arrays.stream(words.getEnumConstants())
            .filter(word -> word.name().equalsIgnoreCase(value))
            .findFirst()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'%s' is none; write one of %s".formatted(value, all(words))));
  }

  private static String all(Class<? extends Enum<?>> words) {
    return String.join(
        ", ",
        Arrays.stream(words.getEnumConstants())
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toList());
  }
}
