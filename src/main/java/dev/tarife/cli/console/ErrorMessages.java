package dev.tarife.cli.console;

import dev.tarife.billing.Input;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.report.TerminalText;
import dev.tarife.table.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, for people: never a stack trace unless one is asked for. */
public final class ErrorMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Where the format of input files is described: by commands too, as a jar has no pages. */
  public static final String FORMAT =
      "What input files hold: `tarife columns`, `tarife usage-types`, `tarife schema account`;"
          + " docs/usage.md";

  private static final Pattern INPUT =
      Pattern.compile(
          "(.*[/\\\\])?contact-records[/\\\\].*|.*\\.(csv|jsonl?|ndjson|ya?ml|parquet)(\\.gz)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final PrintWriter err;
  private final boolean trace;

  public ErrorMessages(PrintWriter err, boolean trace) {
    this.err = err;
    this.trace = trace;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return tell(e);
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    err.println(
        command.getCommandSpec().qualifiedName()
            + ": "
            + TerminalText.safe(
                e instanceof UnmatchedArgumentException unmatched
                    ? unknown(unmatched)
                    : String.valueOf(e.getMessage())));
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitStatus.USAGE;
  }

  /** Names what does not exist, and the nearest that does. */
  private static String unknown(UnmatchedArgumentException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String word = e.getUnmatched().get(0);
    if (word.startsWith("-") && word.length() > 1) {
      String name = word.split("=", 2)[0];
      List<String> known =
          spec.options().stream()
              .filter(option -> !option.hidden())
              .map(OptionSpec::longestName)
              .toList();
      return "Unknown option: '" + name + "'" + Suggestion.of(name, known);
    }
    if (spec.subcommands().isEmpty()) {
      return "Unexpected argument: '" + word + "'; put a text with spaces in quotes";
    }
    return "Unknown command: '" + word + "'" + Suggestion.of(word, spec.subcommands().keySet());
  }

  /**
   * Tells faults. Where warnings stand before them, a last line counts both; after faults of input
   * files a line says where their format is described.
   */
  private void tell(Findings findings) {
    findings.lines().forEach(line -> err.println(TerminalText.safe(line)));
    if (findings.errors().stream().anyMatch(ErrorMessages::isOfInput)) {
      err.println(FORMAT);
    }
    if (!findings.warnings().isEmpty()) {
      err.println(findings.count() + "; nothing was written");
    }
  }

  /** Whether a fault is in the lines of an input file, or says which files are missing or read. */
  private static boolean isOfInput(Finding error) {
    Place place = error.place();
    boolean line = place.row() > 0 || place.file().endsWith(".parquet");
    return Input.isOfFiles(error)
        || (place.sheet() == null && line && INPUT.matcher(place.file()).matches());
  }

  /** Tells a failure and gives the exit status it deserves. */
  public int tell(Throwable e) {
    if (trace) {
      e.printStackTrace(err);
    }
    if (e instanceof FaultException fault) {
      tell(fault.findings());
    } else if (e instanceof UncheckedIOException io) {
      IOException cause = io.getCause();
      err.println(
          "tarife: " + TerminalText.safe(cause == null ? String.valueOf(io) : words(cause)));
    } else if (e instanceof IOException io) {
      err.println("tarife: " + TerminalText.safe(words(io)));
    } else if (e instanceof OutOfMemoryError) {
      err.println("tarife: not enough memory; give it more with JAVA_OPTS=-Xmx8g");
    } else {
      err.println(
          "tarife: an unexpected failure, which is an error in tarife: "
              + TerminalText.safe(String.valueOf(e).lines().findFirst().orElse(""))
              + "; TARIFE_DEBUG=1 shows where");
    }
    err.flush();
    return ExitStatus.FAULT;
  }

  private static String words(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
      return "standard output was closed before all was written";
    }
    if (e instanceof NoSuchFileException) {
      return message + ": there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return message + ": this may not be read or written here; check its permissions";
    }
    if (message.contains("No space left on device")
        || message.contains("File too large")
        || message.contains("Disk quota exceeded")) {
      return "the disk is full (" + message + "); make room and run it again: nothing is half done";
    }
    if (e instanceof NotDirectoryException || message.endsWith("Not a directory")) {
      return message + ": a file stands where a folder is needed; name another";
    }
    if (e instanceof FileAlreadyExistsException) {
      return message + ": there is a file of this name already; name another, or move it";
    }
    if (e instanceof FileSystemException) {
      return message + "; check the name, its folder and its permissions";
    }
    return "reading or writing failed: " + message + "; check the disk and run it again";
  }
}
