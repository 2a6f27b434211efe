package dev.tarife.cli.option;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Parses the values of options; the error of a wrong one lists what may stand there. */
public final class OptionErrors {
  private OptionErrors() {}

  /** Registers the converters with a command and its subcommands. */
  public static void register(CommandLine command) {
    command
        .registerConverter(int.class, OptionErrors::number)
        .registerConverter(Integer.class, OptionErrors::number)
        .registerConverter(LocalDate.class, OptionErrors::day);
    registerEnums(command, command);
  }

  private static void registerEnums(CommandLine root, CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      if (argument.type().isEnum()) {
        registerEnum(root, argument.type());
      }
    }
    command.getSubcommands().values().forEach(each -> registerEnums(root, each));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Enum<E>> void registerEnum(CommandLine root, Class<?> type) {
    root.registerConverter((Class<E>) type, oneOf((Class<E>) type));
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + value + "' is not a whole number; write one such as 3");
    }
  }

  private static LocalDate day(String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + value + "' is not a date; write one such as 2024-05-31");
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
                        "'%s' is unknown; write one of %s".formatted(value, all(words))));
  }

  private static String all(Class<? extends Enum<?>> words) {
    return String.join(
        ", ",
        Arrays.stream(words.getEnumConstants())
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toList());
  }
}
