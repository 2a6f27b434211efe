package dev.tarife.rating.compile;

import java.util.List;

/**
 * The rule files and templates as engineers wrote them: all that is compiled, and all of it is part
 * of the identity.
 */
public final class RuleSources {
  /** Their names, sorted. */
  public static final List<String> FILES =
      List.of(
          "agreements.drl",
          "agreements.drt",
          "allowances.drt",
          "bundle.drl",
          "checks.drl",
          "draws.drt",
          "instance-fees.drt",
          "metering-terms.drt",
          "metering.drl",
          "prices.drt",
          "rating.drl");

  private RuleSources() {}
}
