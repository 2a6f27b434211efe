package dev.tarife.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The columns that say what a row of a sheet is about.
 *
 * @param columns names of columns; {@code Attribute*} stands for each that begins so. Empty: the
 *     whole row
 * @param looser columns by which a row is still known whose key itself was edited, if only one such
 *     row is left on either side; tried in this order
 * @param ordered whether the order of the rows counts
 */
record SheetKey(List<String> columns, List<List<String>> looser, boolean ordered) {
  private static final List<String> ITEM =
      List.of("Charge", "Plan", "Region", "Country", "Number type");
  private static final List<String> RATE = List.of("Plan", "Region", "Country", "Number type");
  private static final List<String> CONDITIONS = List.of("Attribute*", "Test*", "Value*");
  private static final List<String> CONTACT =
      List.of("Channel", "Initiation method", "Field*", "Test*", "Value*");
  private static final SheetKey WHOLE_ROW = key();
  private static final SheetKey CODE = key("Code");

  /** The rate cards of {@code telephony.xlsx}, whose sheets finance names. */
  private static final SheetKey RATES = dated(RATE);

  private static final Map<String, SheetKey> KEYS =
      Map.ofEntries(
          Map.entry("charges.xlsx!Charges", key("Charge").inOrder()),
          Map.entry("charges.xlsx!Areas", key("Area").inOrder()),
          Map.entry("charges.xlsx!Units", key("Unit")),
          Map.entry("charges.xlsx!Settings", key("Setting")),
          Map.entry("charges.xlsx!Regions", CODE),
          Map.entry("charges.xlsx!Countries", CODE),
          Map.entry("charges.xlsx!Number types", CODE),
          Map.entry("charges.xlsx!Plans", CODE),
          Map.entry("charges.xlsx!Code lists", key("List", "Code")),
          Map.entry("charges.xlsx!Accepted", key("Finding", "Fingerprint")),
          Map.entry("metering.xlsx!Usage types", CODE),
          Map.entry("metering.xlsx!Calculator", key("Question").inOrder()),
          Map.entry(
              "metering.xlsx!Metering",
              new SheetKey(
                  plus(
                      plus(List.of("Usage type"), CONDITIONS), List.of("Charge", "Effective from")),
                  List.of(List.of("Usage type", "Charge"), plus(List.of("Usage type"), CONDITIONS)),
                  false)),
          Map.entry("metering.xlsx!Contact fields", key("Field", "Effective from").or("Field")),
          Map.entry(
              "metering.xlsx!Contact records",
              new SheetKey(
                  plus(CONTACT, List.of("Counts as", "Usage type", "For each", "Effective from")),
                  List.of(CONTACT),
                  true)),
          Map.entry("metering.xlsx!Numbers", key("Number type", "Effective from").inOrder()),
          Map.entry("prices.xlsx!Prices", dated(ITEM)),
          Map.entry("allowances.xlsx!Allowances", key("Allowance").inOrder()),
          Map.entry(
              "allowances.xlsx!Draws",
              key(
                      "Allowance",
                      "Charge",
                      "Plan",
                      "Region",
                      "Country",
                      "Number type",
                      "Effective from")
                  .or("Allowance", "Charge", "Region", "Country", "Number type")
                  .or("Allowance", "Charge")
                  .or("Allowance", "Order")),
          Map.entry("allowances.xlsx!Home countries", key("Region", "Allowance", "Effective from")),
          Map.entry("agreements.xlsx!Fees", agreement("Fee")),
          Map.entry("agreements.xlsx!Caps", agreement("Cap").inOrder()),
          Map.entry("agreements.xlsx!Discounts", agreement("Discount").inOrder()),
          Map.entry("agreements.xlsx!Commitments", agreement("Commitment").inOrder()),
          Map.entry("agreements.xlsx!Credits", agreement("Credit").inOrder()),
          Map.entry("agreements.xlsx!Taxes", agreement("Tax")),
          Map.entry("telephony.xlsx!Cards", key("Sheet", "Charge")),
          Map.entry(
              "telephony.xlsx!Stand-ins",
              key("Charge", "Country", "Number type", "Effective from")),
          Map.entry("scenarios.xlsx!Scenarios", key("Scenario")),
          Map.entry("scenarios.xlsx!Instances", key("Scenario", "Instance")),
          Map.entry("scenarios.xlsx!Activations", key("Scenario", "Feature")),
          Map.entry("scenarios.xlsx!Usage", key("Scenario", "record_id")),
          Map.entry("scenarios.xlsx!Contact records", key("Scenario", "Record")),
          Map.entry("scenarios.xlsx!Numbers", key("Scenario", "Number", "Claimed at")),
          Map.entry(
              "scenarios.xlsx!Lines",
              key("Scenario", "Charge", "Kind", "Instance", "Country", "Number type", "Tier")));

  /** The key of a sheet; the whole row where the sheet is unknown. */
  static SheetKey of(String workbook, String sheet) {
    SheetKey key = KEYS.get(workbook + "!" + sheet);
    return key != null ? key : workbook.equals("telephony.xlsx") ? RATES : WHOLE_ROW;
  }

  /** The columns of a sheet that are meant by columns of a key. */
  static List<String> in(List<String> headers, List<String> columns) {
    List<String> meant = new ArrayList<>();
    for (String column : columns) {
      if (column.endsWith("*")) {
        String start = column.substring(0, column.length() - 1);
        headers.stream().filter(header -> header.startsWith(start)).forEach(meant::add);
      } else if (headers.contains(column)) {
        meant.add(column);
      }
    }
    return meant;
  }

  private static SheetKey key(String... columns) {
    return new SheetKey(List.of(columns), List.of(), false);
  }

  /** Prices: a tier's bound and the day from which it holds are part of what a row is. */
  private static SheetKey dated(List<String> item) {
    return new SheetKey(
        plus(item, List.of("Tier from", "Effective from")),
        List.of(plus(item, List.of("Effective from")), plus(item, List.of("Tier from")), item),
        false);
  }

  /** Rows of one code may follow each other in time, or be of different accounts. */
  private static SheetKey agreement(String code) {
    return key(code, "Account", "Plan", "Region", "Country", "Effective from")
        .or(code, "Account")
        .or(code);
  }

  private SheetKey or(String... other) {
    return new SheetKey(columns, plus(looser, List.of(List.of(other))), ordered);
  }

  private SheetKey inOrder() {
    return new SheetKey(columns, looser, true);
  }

  private static <T> List<T> plus(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
