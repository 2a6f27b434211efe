package dev.tarife.connect;

import dev.tarife.connect.document.DocumentTimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What many documents have in common, by a number: millions of documents are of some hundred kinds,
 * so that most of what is staged is staged once. Used by one thread.
 */
final class DocumentKinds {
  /** As many as are remembered; a kind that comes again after that gets another number. */
  private static final int MOST = 20_000;

  /** A column of the staged kinds. */
  enum Said {
    ACCOUNT,
    INSTANCE,
    REGION,
    CHANNEL,
    METHOD,
    SUBTYPE,
    ROLE,
    /** The row of the table that says what it is. */
    ROW,
    /** Rows of the table of which an invoice tells, parted by semicolons. */
    TELLS,
    /** Why the number at the other end has no country. */
    FAR_PROBLEM;

    /** As SQL names it: some are words of SQL. */
    private String sql() {
      return "c_" + name().toLowerCase(Locale.ROOT);
    }

    private String type() {
      return this == ROW ? "INTEGER" : "VARCHAR";
    }
  }

  /** Names and types of the columns, as the database's CSV reader wants them. */
  static String types() {
    return Arrays.stream(Said.values())
        .map(said -> said.sql() + ": '" + said.type() + "'")
        .collect(Collectors.joining(", ", "{c_kind: 'BIGINT', ", "}"));
  }

  /** The columns but the number. */
  static String content() {
    return Arrays.stream(Said.values()).map(Said::sql).collect(Collectors.joining(", "));
  }

  /**
   * A kind.
   *
   * @param arn of the instance
   * @param role in its chain
   * @param row {@link DocumentTimes#NONE}: no row says what it is
   */
  record Kind(
      @Nullable String account,
      @Nullable String arn,
      @Nullable String channel,
      @Nullable String method,
      @Nullable String subtype,
      @Nullable String role,
      long row,
      @Nullable String tells,
      @Nullable String farProblem) {
    static final Kind NONE =
        new Kind(null, null, null, null, null, null, DocumentTimes.NONE, null, null);
  }

  private final StagingFile target;
  private final AtomicLong next;
  private final Map<Kind, Long> numbers = new HashMap<>();

  /**
   * Prepares to number.
   *
   * @param target gets a row for each kind
   * @param next numbers that no other thread takes
   */
  DocumentKinds(StagingFile target, AtomicLong next) {
    this.target = target;
    this.next = next;
  }

  /** The number of a kind. */
  long number(Kind kind) {
    Long known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    if (numbers.size() == MOST) {
      numbers.clear();
    }
    long number = next.getAndIncrement();
    numbers.put(kind, number);
    write(number, kind);
    return number;
  }

  private void write(long number, Kind kind) {
    target.value(number);
    target.value(kind.account());
    target.value(instance(kind.arn()));
    target.value(region(kind.arn()));
    target.value(kind.channel());
    target.value(kind.method());
    target.value(kind.subtype());
    target.value(kind.role());
    target.value(kind.row());
    target.value(kind.tells());
    target.value(kind.farProblem());
    target.end();
  }

  /** The id at the end of {@code arn:aws:connect:REGION:ACCOUNT:instance/ID}; null: none. */
  static @Nullable String instance(@Nullable String arn) {
    int slash = arn == null ? -1 : arn.lastIndexOf('/');
    return arn == null || slash < 0 || slash + 1 == arn.length() ? null : arn.substring(slash + 1);
  }

  private static @Nullable String region(@Nullable String arn) {
    if (arn == null || instance(arn) == null) {
      return null;
    }
    String[] parted = arn.split(":", 5);
    return parted.length > 3 && !parted[3].isEmpty() ? parted[3] : null;
  }
}
