package dev.tarife.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * In which form a command writes.
 *
 * @param <F> the forms that it knows
 */
@Command // Makes it a mixin, though it has no annotated option.
public final class FormatOption<F extends Enum<F> & FileForm> {
  private final F usual;
  private CommandSpec spec = CommandSpec.create();
  private @Nullable F asked;

  /**
   * @param usual the form where neither the option nor the ending of the file says one
   */
  public FormatOption(F usual) {
    this.usual = usual;
  }

  /** Adds the option to its command: an annotated field cannot have the type of the forms. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec command) {
    spec = command;
    ISetter setter =
        new ISetter() {
          @Override
          public <T> T set(T value) {
            asked = value == null ? null : usual.getDeclaringClass().cast(value);
            return value;
          }
        };
    command.addOption(
        OptionSpec.builder("--format")
            .paramLabel("FORMAT")
            .type(usual.getDeclaringClass())
            .description(
                "${COMPLETION-CANDIDATES} (default: what the ending of FILE says, or "
                    + usual
                    + ").")
            .setter(setter)
            .build());
  }

  /** The form that the option says; the usual one where it is not given. */
  public F asked() {
    return asked == null ? usual : asked;
  }

  /**
   * The form to write a file in.
   *
   * @param file what will be written; null: standard output
   * @throws picocli.CommandLine.ParameterException if the option and the file's ending disagree
   */
  public F of(@Nullable Path file) {
    return FileForm.of(spec, asked, file, usual);
  }
}
