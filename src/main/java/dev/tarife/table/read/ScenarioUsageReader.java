package dev.tarife.table.read;

import dev.tarife.model.UsageColumns;
import dev.tarife.model.UsageRecord;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.Table;
import dev.tarife.sheet.TypedRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads sheet Usage of {@code scenarios.xlsx}: the columns of a usage file, and how often. */
final class ScenarioUsageReader {
  private static final int MOST_RECORDS = 1_000_000;

  private static final List<String> OWN = own();
  private static final Set<String> OWN_SMALL =
      OWN.stream().map(ScenarioUsageReader::small).collect(Collectors.toSet());

  private final List<String> attributes;
  private int records;

  ScenarioUsageReader(Table table) {
    attributes = table.columns().stream().filter(column -> !OWN.contains(column)).toList();
  }

  /** A scenario is of one account: that column is not written. */
  private static List<String> own() {
    List<String> own = new ArrayList<>(UsageColumns.NAMES);
    own.set(own.indexOf("account"), "Scenario");
    own.addAll(List.of("Repeat", "Note"));
    return List.copyOf(own);
  }

  static Headers headers() {
    return Headers.needed("Scenario", "record_id", "instance", "usage_type", "start_time")
        .free(OWN.toArray(String[]::new))
        .more(ScenarioUsageReader::isAttribute);
  }

  /** Whether a header can be an attribute, and no slip of a column that has a meaning. */
  private static boolean isAttribute(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9_.:-]*") && !OWN_SMALL.contains(small(name));
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /**
   * The records of a row, as often as it says; null: with them the scenarios would have too many.
   */
  @Nullable List<UsageRecord> records(TypedRow line) {
    Integer repeat = line.integerOrNull("Repeat", 1);
    int times = repeat == null ? 1 : repeat;
    if (records + (long) times > MOST_RECORDS) {
      line.error(
          "too-many",
          "Repeat",
          "the scenarios would have more than " + MOST_RECORDS + " records",
          "use count for identical occurrences");
      return null;
    }
    UsageRecord single = record(line);
    if (!line.isGood()) {
      return List.of();
    }
    records += times;
    return single.repeated(times);
  }

  private UsageRecord record(TypedRow line) {
    Instant start = time(line, "start_time");
    if (line.isEmpty("start_time")) {
      line.error(
          "cell-missing",
          "start_time",
          "the start_time is missing",
          "write it, such as 2024-05-31T10:00:00Z");
    }
    UsageRecord.Builder record =
        UsageRecord.of(
                value(line, "record_id"),
                value(line, "instance"),
                value(line, "usage_type"),
                start == null ? Instant.EPOCH : start)
            .endTime(time(line, "end_time"))
            .quantity(line.decimalOrNull("quantity"))
            .connectedSeconds(line.decimalOrNull("connected_seconds"))
            .contactId(line.valueOrNull("contact_id"))
            .resourceId(line.valueOrNull("resource_id"))
            .country(line.valueOrNull("country"))
            .numberCountry(line.valueOrNull("number_country"))
            .numberType(line.valueOrNull("number_type"))
            .updatedAt(time(line, "updated_at"));
    Integer count = line.integerOrNull("count", 1);
    if (count != null) {
      record.count(count);
    }
    for (String attribute : attributes) {
      String value = line.valueOrNull(attribute);
      if (value != null) {
        record.attribute(attribute, value);
      }
    }
    return record.build();
  }

  private static String value(TypedRow line, String column) {
    String value = line.valueOrNull(column);
    return value == null ? line.text(column) : value;
  }

  private static @Nullable Instant time(TypedRow line, String column) {
    String text = line.textOrNull(column);
    if (text == null) {
      return null;
    }
    try {
      return text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      line.error(
          "cell-date",
          column,
          "the " + column + " (" + line.cell(column) + ") is not a time",
          "write it as text in ISO 8601, such as 2024-05-31T10:00:00Z");
      return null;
    }
  }
}
