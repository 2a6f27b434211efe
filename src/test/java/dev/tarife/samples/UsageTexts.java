package dev.tarife.samples;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts and usage records as the text of the files they are read from. */
final class UsageTexts {
  private static final Set<String> NUMBERS =
      Set.of("quantity", "count", "connected_seconds", "objects");

  private UsageTexts() {}

  /** An {@code account.yaml}. */
  static String yaml(Account account) {
    StringBuilder text = new StringBuilder();
    text.append("account: \"").append(account.id()).append("\"\n");
    text.append("currency: ").append(account.currency()).append('\n');
    if (account.firstDeployment() != null) {
      text.append("first-deployment: ").append(account.firstDeployment()).append('\n');
    }
    text.append("instances:\n");
    for (Instance instance : account.instances()) {
      text.append("  - { id: ").append(instance.id());
      text.append(", region: ").append(instance.region());
      if (!instance.plan().equals(Instance.STANDARD)) {
        text.append(", plan: ").append(instance.plan());
      }
      text.append(" }\n");
    }
    if (!account.activations().isEmpty()) {
      text.append("activations:\n");
      account
          .activations()
          .forEach(
              (feature, day) ->
                  text.append("  ").append(feature).append(": ").append(day).append('\n'));
    }
    return text.toString();
  }

  /** A CSV file with the columns that any of the records has. */
  static String csv(List<UsageRecord> records) {
    List<Map<String, String>> rows = records.stream().map(UsageColumns::of).toList();
    List<String> columns = columns(rows);
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, String> row : rows) {
      text.append(
              columns.stream()
                  .map(column -> quoted(row.getOrDefault(column, "")))
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
  }

  /** A file of one JSON object a line. */
  static String jsonl(List<UsageRecord> records) {
    StringBuilder text = new StringBuilder();
    for (UsageRecord record : records) {
      text.append(
              UsageColumns.of(record).entrySet().stream()
                  .map(value -> json(value.getKey()) + ":" + json(value))
                  .collect(Collectors.joining(",", "{", "}")))
          .append('\n');
    }
    return text.toString();
  }

  /** The columns that any of the rows has: those of the contract first, then attributes by name. */
  static List<String> columns(List<Map<String, String>> rows) {
    Set<String> used = new LinkedHashSet<>();
    rows.forEach(row -> used.addAll(row.keySet()));
    List<String> columns =
        new ArrayList<>(UsageColumns.NAMES.stream().filter(used::contains).toList());
    used.stream()
        .filter(column -> !UsageColumns.NAMES.contains(column))
        .sorted()
        .forEach(columns::add);
    return columns;
  }

  private static String quoted(String value) {
    return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static String json(Map.Entry<String, String> value) {
    return NUMBERS.contains(value.getKey()) ? value.getValue() : json(value.getValue());
  }

  private static String json(String text) {
    if (!text.matches("[^\"\\\\\\p{Cntrl}]*")) {
      throw new IllegalArgumentException("The text (" + text + ") would have to be escaped.");
    }
    return '"' + text + '"';
  }
}
