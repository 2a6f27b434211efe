package dev.tarife.connect;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A column of the staged contacts. */
enum Column {
  FILE("INTEGER"),
  LINE("BIGINT"),
  ACCOUNT,
  INSTANCE,
  REGION,
  CONTACT,
  CHAIN,
  PREVIOUS,
  RELATED,
  CHANNEL,
  METHOD,
  SUBTYPE,
  UPDATED("BIGINT"),
  /** When it happened, of all times the first that decides. */
  AT("BIGINT"),
  ROLE,
  USAGE_TYPE,
  START("BIGINT"),
  SECONDS("BIGINT"),
  CONNECTED("BIGINT"),
  /** Our number. */
  OURS,
  /** The number at the other end. */
  FAR,
  FAR_COUNTRY,
  FAR_PROBLEM,
  LEG_START("BIGINT"),
  LEG_SECONDS("BIGINT"),
  LEG_FAR,
  LEG_COUNTRY,
  LEG_PROBLEM,
  MESSAGES("BIGINT"),
  BOT_MESSAGES("BIGINT"),
  UNCOUNTED("BOOLEAN"),
  AGENT,
  SCREEN_START("BIGINT"),
  SCREEN_END("BIGINT"),
  SCREEN_PROBLEM,
  SPEECH_START("BIGINT"),
  SPEECH_SECONDS("BIGINT"),
  SPEECH_PROBLEM,
  CHAT_ANALYTICS("BIGINT"),
  ENROLLED("BOOLEAN"),
  AUTHENTICATION,
  FRAUD,
  /** Ends of complete evaluations, parted by semicolons. */
  EVALUATIONS,
  EVALUATION_PROBLEM,
  WISDOM("BOOLEAN"),
  VIDEO("BOOLEAN"),
  /** Why nothing of the contact is charged. */
  PROBLEM;

  private final String type;

  Column() {
    this("VARCHAR");
  }

  Column(String type) {
    this.type = type;
  }

  /** As SQL names it: quoted, since some are words of SQL. */
  String sql() {
    return "c_" + name().toLowerCase(Locale.ROOT);
  }

  /** Names and types, as the database's CSV reader wants them. */
  static String types() {
    return Arrays.stream(values())
        .map(column -> column.sql() + ": '" + column.type + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** What tells one delivery from another: all but where it lies. */
  static String content() {
    return Arrays.stream(values())
        .filter(column -> column != FILE && column != LINE)
        .map(Column::sql)
        .collect(Collectors.joining(", "));
  }
}
