package dev.tarife.acceptance;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes accounts and usage records into files as the users of the command line have them. */
public final class UsageFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private UsageFiles() {}

  public static Path account(Path folder, Account account) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("account: \"").append(account.id()).append("\"\n");
    yaml.append("currency: ").append(account.currency()).append('\n');
    if (account.firstDeployment() != null) {
      yaml.append("first-deployment: ").append(account.firstDeployment()).append('\n');
    }
    yaml.append("instances:\n");
    for (Instance instance : account.instances()) {
      yaml.append("  - { id: ")
          .append(instance.id())
          .append(", region: ")
          .append(instance.region())
          .append(", plan: ")
          .append(instance.plan())
          .append(" }\n");
    }
    if (!account.activations().isEmpty()) {
      yaml.append("activations:\n");
      account
          .activations()
          .forEach((feature, day) -> yaml.append("  " + feature + ": " + day + "\n"));
    }
    if (!account.carried().counters().isEmpty()) {
      yaml.append("carried:\n  counters:\n");
      account
          .carried()
          .counters()
          .forEach((name, counted) -> yaml.append("    " + name + ": \"" + counted + "\"\n"));
    }
    return write(folder.resolve("account.yaml"), List.of(yaml.toString().stripTrailing()));
  }

  static Path accounts(Path folder, Collection<Account> accounts) {
    List<String> lines = new ArrayList<>();
    for (Account account : accounts) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("account", account.id());
      fields.put("currency", account.currency());
      if (account.firstDeployment() != null) {
        fields.put("first-deployment", account.firstDeployment().toString());
      }
      fields.put(
          "instances",
          account.instances().stream()
              .map(i -> Map.of("id", i.id(), "region", i.region(), "plan", i.plan()))
              .toList());
      Map<String, String> activations = new LinkedHashMap<>();
      account.activations().forEach((feature, day) -> activations.put(feature, day.toString()));
      if (!activations.isEmpty()) {
        fields.put("activations", activations);
      }
      lines.add(JSON.writeValueAsString(fields));
    }
    return write(folder.resolve("accounts.jsonl"), lines);
  }

  public static Path csv(Path folder, String name, Collection<UsageRecord> records) {
    List<Map<String, String>> rows = records.stream().map(r -> fields(r, null)).toList();
    TreeSet<String> attributes = new TreeSet<>();
    records.forEach(record -> attributes.addAll(record.attributes().keySet()));
    List<String> columns = new ArrayList<>(UsageColumns.NAMES);
    columns.addAll(attributes);
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", columns));
    for (Map<String, String> row : rows) {
      lines.add(String.join(",", columns.stream().map(c -> quoted(row.get(c))).toList()));
    }
    return write(folder.resolve(name), lines);
  }

  private static String quoted(@Nullable String value) {
    return value == null ? "" : '"' + value.replace("\"", "\"\"") + '"';
  }

  static List<String> jsonl(Collection<UsageRecord> records, @Nullable String account) {
    return records.stream().map(r -> JSON.writeValueAsString(fields(r, account))).toList();
  }

  static Path jsonl(Path folder, String name, Collection<UsageRecord> records) {
    return write(folder.resolve(name), jsonl(records, null));
  }

  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> fields(UsageRecord record, @Nullable String account) {
    Map<String, String> fields = UsageColumns.of(record);
    if (account != null) {
      fields.put("account", account);
    }
    return fields;
  }
}
