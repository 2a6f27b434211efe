package dev.tarife.samples;

import dev.tarife.model.Account;
import dev.tarife.table.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pricing page's worked examples as folders to rate, out of the scenarios that test them. */
final class ExampleFolders {
  /** The examples, in the page's order. */
  static final List<String> CODES =
      List.of(
          "V1", "V2", "V3", "V4", "V5", "M1", "M2", "M3", "M4", "T1", "C1", "P1", "P2", "G0a",
          "G0b", "G1", "Q1", "I1", "I2", "L1", "L2", "L3", "L4", "L5", "F1", "F2");

  private ExampleFolders() {}

  /**
   * The files of every example, by path below {@code samples}.
   *
   * @throws IllegalArgumentException if the scenarios lack an example
   */
  static SortedMap<String, byte[]> files(List<Scenario> scenarios) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Scenario scenario : examples(scenarios)) {
      String folder = "examples/" + scenario.code() + "/";
      files.put(folder + "account.yaml", bytes(UsageTexts.yaml(account(scenario))));
      files.put(folder + "usage.csv", bytes(UsageTexts.csv(scenario.usage())));
    }
    return files;
  }

  /** The scenarios that are examples of the page, in its order. */
  static List<Scenario> examples(List<Scenario> scenarios) {
    Map<String, Scenario> byCode =
        scenarios.stream().collect(Collectors.toMap(Scenario::code, Function.identity()));
    return CODES.stream()
        .map(
            code -> {
              Scenario scenario = byCode.get(code);
              if (scenario == null) {
                throw new IllegalArgumentException(
                    "scenarios.xlsx has no scenario (" + code + "). Maybe it was renamed.");
              }
              return scenario;
            })
        .toList();
  }

  private static Account account(Scenario scenario) {
    Account own = scenario.account();
    return new Account(
        ContactCentre.ACCOUNT,
        own.currency(),
        own.firstDeployment(),
        own.instances(),
        own.activations());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
