package dev.tarife.cli.option;

import dev.tarife.billing.Input;
import dev.tarife.model.FaultException;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which usage, whose, of which month. */
public final class InputOptions {
  private static final Pattern ENDS_IN_MONTH = Pattern.compile("(?:.*[^0-9])?([0-9]{4}-[0-9]{2})");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "+",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Folders, files or patterns with usage.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      converter = MonthOption.class,
      description =
          "The calendar month, in UTC, to price (default: the one that the folder's name ends in).")
  private @Nullable Period month;

  @Option(
      names = "--account",
      paramLabel = "FILE",
      description = "The account; wins over account.yaml in the folders.")
  private @Nullable Path account;

  /**
   * The month.
   *
   * @throws ParameterException if neither the option nor the folders say which
   */
  public Period month() {
    if (month != null) {
      return month;
    }
    Set<String> named = new TreeSet<>();
    for (String path : paths) {
      Matcher matcher = ENDS_IN_MONTH.matcher(nameOf(path));
      named.add(matcher.matches() ? matcher.group(1) : "");
    }
    if (named.size() == 1 && !named.contains("")) {
      try {
        return new MonthOption().convert(named.iterator().next());
      } catch (TypeConversionException e) {
        // Told below: what the name ends in is not a month.
      }
    }
    throw new ParameterException(
        spec.commandLine(), "Which month? Say it with --month, such as --month 2024-05");
  }

  /** The name of the first folder or file; nothing: it has none, as {@code /}. */
  public Optional<String> name() {
    return Optional.of(nameOf(paths.get(0))).filter(name -> !name.isEmpty());
  }

  private static String nameOf(String path) {
    Path name = Path.of(path).normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  public Input find() {
    return Input.find(paths, account);
  }

  /**
   * Keeps a command from writing over what it reads.
   *
   * @param file where it would write; null: nowhere that is a file
   * @throws FaultException if that is one of the input files
   */
  public static void refuseToOverwrite(Input found, @Nullable Path file) throws IOException {
    if (file == null || !Files.exists(file)) {
      return;
    }
    List<Path> read =
        Stream.of(found.accounts(), found.usage(), found.contactRecords(), found.numbers())
            .flatMap(List::stream)
            .toList();
    for (Path path : read) {
      if (Files.isSameFile(path, file)) {
        throw FaultException.of(
            Place.ofFile(file.toString()), "--output is one of the input files", "name another");
      }
    }
  }
}
