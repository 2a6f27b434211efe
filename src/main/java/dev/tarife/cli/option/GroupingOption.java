package dev.tarife.cli.option;

import dev.tarife.billing.PricingEngine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By which tags an invoice has lines of their own. */
public final class GroupingOption {
  private static final String PREFIX = "tag:";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--by",
      paramLabel = "tag:NAME",
      description =
          "Tell lines apart by a tag: a column tag:NAME of usage records, a tag NAME of contact"
              + " records. It may be given several times.")
  private List<String> tags = new ArrayList<>();

  /**
   * The engine that does so.
   *
   * @throws ParameterException if something else than a tag is named
   */
  public PricingEngine of(PricingEngine engine) {
    for (String tag : tags) {
      if (!tag.startsWith(PREFIX) || tag.length() == PREFIX.length()) {
        throw new ParameterException(
            spec.commandLine(),
            "--by " + tag + " names no tag: write tag: and its name, such as --by tag:team");
      }
    }
    return tags.isEmpty() ? engine : engine.by(List.copyOf(new LinkedHashSet<>(tags)));
  }
}
