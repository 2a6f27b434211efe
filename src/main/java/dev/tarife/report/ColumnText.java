package dev.tarife.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a column of a usage file means, in words.
 *
 * @param type what it holds
 * @param needed when it must be given, or what holds where it is not
 * @param meaning what it says
 * @param example a value
 */
record ColumnText(String type, String needed, String meaning, String example) {
  static final ColumnText TAG =
      new ColumnText(
          "text",
          "optional",
          "A tag of your own, such as tag:team. With --by tag:team, each team has lines of its own on"
              + " the invoice; no total changes.",
          "sales");

  private static final ColumnText ATTRIBUTE =
      new ColumnText(
          "text or number", "optional", "An attribute that a condition of the tables names.", "1");

  private static final Map<String, ColumnText> TEXTS = texts();

  static ColumnText of(String column) {
    return TEXTS.getOrDefault(column, ATTRIBUTE);
  }

  private static Map<String, ColumnText> texts() {
    Map<String, ColumnText> texts = new LinkedHashMap<>();
    texts.put(
        "record_id",
        new ColumnText(
            "text",
            "always needed",
            "Identifies the record. The same record twice counts once. The same id with other"
                + " content: the later updated_at wins; without one it is an error.",
            "r-1"));
    texts.put(
        "account",
        new ColumnText(
            "text",
            "needed where the input holds several accounts",
            "The billing account. Left out: the only account of the input.",
            "123456789012"));
    texts.put(
        "instance",
        new ColumnText(
            "text",
            "always needed",
            "The id of an instance in the account file; it gives Region and plan.",
            "main"));
    texts.put(
        "usage_type",
        new ColumnText("code", "always needed", "What happened: see usage types.", "task"));
    texts.put(
        "start_time",
        new ColumnText(
            "time",
            "always needed",
            "Decides the month and the price in force. A record that starts outside the month is"
                + " not charged; a holding is counted in each month that it touches.",
            "2024-05-06T09:00:00Z"));
    texts.put(
        "end_time",
        new ColumnText(
            "time",
            "optional",
            "End of a call, an interval or a holding (a number, a profile). A holding without one"
                + " goes on.",
            "2024-05-06T09:05:00Z"));
    texts.put(
        "quantity",
        new ColumnText(
            "decimal, 0 or more",
            "default: end_time minus start_time in seconds for what is timed, else 1",
            "Seconds for what is timed, else a count. It is for ONE occurrence.",
            "300"));
    texts.put(
        "count",
        new ColumnText(
            "whole number, 1 to 1,000,000,000",
            "default: 1",
            "How many identical occurrences the record stands for: a minimum applies to each. Not"
                + " together with contact_id.",
            "1"));
    texts.put(
        "connected_seconds",
        new ColumnText(
            "decimal, 0 or more",
            "default: what quantity says",
            "Seconds for which the far end was connected; 0: never answered. Charges with the"
                + " measure connected seconds count these.",
            "300"));
    texts.put(
        "contact_id",
        new ColumnText(
            "text",
            "default: record_id",
            "The call chain: records of one chain share its minimum.",
            "c-1"));
    texts.put(
        "resource_id",
        new ColumnText(
            "text",
            "needed where a charge counts distinct things, or the intervals of one",
            "The agent, endpoint, number, profile or participant.",
            "agent-1"));
    texts.put(
        "country",
        new ColumnText(
            "ISO 3166-1 alpha-2 code",
            "needed where telephony is charged",
            "Inbound: the country of your number (of the caller for a uifn number). Outbound: of"
                + " the destination.",
            "US"));
    texts.put(
        "number_country",
        new ColumnText(
            "ISO 3166-1 alpha-2 code",
            "needed for outbound calls from a third party's number",
            "The country of your number.",
            "US"));
    texts.put(
        "number_type",
        new ColumnText(
            "code of charges.xlsx, Number types",
            "needed where the price depends on it",
            "The type of your number, such as did or toll-free.",
            "did"));
    texts.put(
        "updated_at",
        new ColumnText(
            "time",
            "optional",
            "When the record was last changed: of records with one id the latest counts.",
            "2024-05-07T00:00:00Z"));
    return texts;
  }
}
