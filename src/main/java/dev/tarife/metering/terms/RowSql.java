package dev.tarife.metering.terms;

import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.input.StagedShape;
import dev.tarife.table.InstanceColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of a staged row, as SQL that leaves out what no file has. */
public final class RowSql {
  private static final String SPAN = "(end_ns - start_ns)";
  private static final String LOCAL_TIME = "make_timestamp(local_ns // 1000)";

  /**
   * A number.
   *
   * @param origin null where the number is
   * @param whole what is before the point
   * @param nano billionths after the point
   * @param fine all of it in billionths
   */
  private record Value(String origin, String whole, String nano, String fine) {
    static Value staged(String name, boolean hasFractions) {
      String nano = hasFractions ? name + "_nano" : "0";
      return new Value(
          name,
          name,
          nano,
          "(CAST(" + name + " AS HUGEINT) * " + Nanos.SECOND + " + " + nano + ")");
    }

    static Value span() {
      return new Value(
          "end_ns",
          SPAN + " // " + Nanos.SECOND,
          SPAN + " % " + Nanos.SECOND,
          "CAST(" + SPAN + " AS HUGEINT)");
    }
  }

  private final StagedShape shape;
  private final List<String> attributes;

  /**
   * Writes SQL about rows that are staged in one shape.
   *
   * @param attributes columns that are staged as a0, a1, ...
   */
  public RowSql(StagedShape shape, List<String> attributes) {
    this.shape = shape;
    this.attributes = attributes;
  }

  /** Whether some row may have a value in a column. */
  public boolean has(String column) {
    return column.equals(Columns.COUNT) || InstanceColumns.has(column) || shape.has(column);
  }

  /** Whether a row has a value in a column, or one that stands for it. */
  String isGiven(String column) {
    List<String> values =
        Columns.DECIMALS.contains(column)
            ? numbers(column).stream().map(Value::origin).toList()
            : has(column) ? List.of(raw(column)) : List.of();
    return any(values.stream().map(value -> value + " IS NOT NULL").toList());
  }

  /** Whether a row stands for several occurrences. */
  public String isMany() {
    return shape.has(Columns.COUNT) ? "cnt > 1" : "false";
  }

  /** Whether the quantity is not a whole number. */
  String isFraction() {
    return shape.hasFractions(Columns.QUANTITY) ? "coalesce(q_nano, 0) <> 0" : "false";
  }

  /** Whether only finer ticks than whole ones count a row exactly. */
  public String isBroken() {
    List<String> broken = new ArrayList<>();
    broken.add(isFraction());
    if (shape.hasFractions(Columns.CONNECTED_SECONDS)) {
      broken.add("coalesce(conn_nano, 0) <> 0");
    }
    if (has(Columns.END_TIME)) {
      broken.add("(q IS NULL AND coalesce(" + Value.span().nano() + " <> 0, false))");
    }
    broken.removeIf("false"::equals);
    return any(broken);
  }

  /** A column as {@link Columns#text} sees it. */
  String text(String column) {
    if (Columns.DECIMALS.contains(column)) {
      String all = "CAST(" + decimal(column) + " AS DECIMAL(38, 9))";
      return "rtrim(rtrim(CAST(" + all + " AS VARCHAR), '0'), '.')";
    }
    if (!has(column)) {
      return "CAST(NULL AS VARCHAR)";
    }
    if (Columns.TIMES.contains(column)) {
      return "strftime(make_timestamp(" + raw(column) + " // 1000), '%Y-%m-%dT%H:%M:%SZ')";
    }
    return switch (column) {
      case Columns.COUNT -> "CAST(cnt AS VARCHAR)";
      case InstanceColumns.HOUR -> "CAST(" + raw(column) + " AS VARCHAR)";
      default -> raw(column);
    };
  }

  /** A time in nanoseconds since 1970, a date as its midnight, or a whole number; or null. */
  String comparable(String column) {
    return column.equals(InstanceColumns.DATE) ? "local_ns" : raw(column);
  }

  /** A decimal, or what stands for it. */
  String decimal(String column) {
    return "(CAST("
        + whole(column)
        + " AS DECIMAL(28, 9)) + CAST("
        + nano(column)
        + " AS DECIMAL(10, 0)) * CAST(0.000000001 AS DECIMAL(10, 9)))";
  }

  /** The whole part of a decimal, or of what stands for it. */
  String whole(String column) {
    return first(numbers(column).stream().map(Value::whole).toList());
  }

  /** The billionths of a decimal, or of what stands for it. */
  String nano(String column) {
    List<Value> numbers = numbers(column);
    if (numbers.stream().allMatch(number -> number.nano().equals("0"))) {
      return "0";
    }
    return numbers.stream()
        .map(number -> " WHEN " + number.origin() + " IS NOT NULL THEN " + number.nano())
        .collect(Collectors.joining("", "CASE", " END"));
  }

  /** What a measure makes of a row, in ticks. */
  public String measure(RoundingFormula.Measured measured, NumberScale ticks) {
    List<String> values = new ArrayList<>();
    for (Value number : numbers(measured)) {
      values.add(ticks.isWhole() ? ticks.cast(number.whole()) : number.fine());
    }
    if (measured == RoundingFormula.Measured.AMOUNT
        || measured == RoundingFormula.Measured.RECORDS) {
      values.add(ticks.cast(ticks.one()));
    }
    return values.isEmpty() ? ticks.cast("NULL") : first(values);
  }

  private List<Value> numbers(RoundingFormula.Measured measured) {
    return switch (measured) {
      case AMOUNT -> numbers(false, false);
      case RECORDS -> List.of();
      case SECONDS -> numbers(true, false);
      case CONNECTED -> numbers(true, true);
    };
  }

  private List<Value> numbers(String column) {
    boolean connected = column.equals(Columns.CONNECTED_SECONDS);
    return numbers(connected, connected);
  }

  private List<Value> numbers(boolean span, boolean connected) {
    List<Value> numbers = new ArrayList<>();
    if (connected && has(Columns.CONNECTED_SECONDS)) {
      numbers.add(Value.staged("conn", shape.hasFractions(Columns.CONNECTED_SECONDS)));
    }
    if (has(Columns.QUANTITY)) {
      numbers.add(Value.staged("q", shape.hasFractions(Columns.QUANTITY)));
    }
    if (span && has(Columns.END_TIME)) {
      numbers.add(Value.span());
    }
    return numbers;
  }

  private String raw(String column) {
    return switch (column) {
      case Columns.ACCOUNT -> "acct";
      case Columns.START_TIME -> "start_ns";
      case Columns.END_TIME -> "end_ns";
      case Columns.UPDATED_AT -> "updated_ns";
      case Columns.COUNT -> "cnt";
      case InstanceColumns.REGION -> "instance_region";
      case InstanceColumns.PLAN -> "instance_plan";
      case InstanceColumns.HOUR -> "hour(" + LOCAL_TIME + ")";
      case InstanceColumns.WEEKDAY -> "lower(dayname(" + LOCAL_TIME + "))";
      case InstanceColumns.DATE -> "strftime(" + LOCAL_TIME + ", '%Y-%m-%d')";
      default -> Columns.isContract(column) ? column : "a" + attributes.indexOf(column);
    };
  }

  private static String any(List<String> conditions) {
    return conditions.isEmpty() ? "false" : "(" + String.join(" OR ", conditions) + ")";
  }

  private static String first(List<String> values) {
    return switch (values.size()) {
      case 0 -> "CAST(NULL AS BIGINT)";
      case 1 -> "(" + values.get(0) + ")";
      default -> "coalesce(" + String.join(", ", values) + ")";
    };
  }
}
