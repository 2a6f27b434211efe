package dev.tarife.web.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token may be used for, within the role of its owner. */
public enum Scope {
  /** Everything that the owner may do. */
  ALL,
  /** Read everything but users and tokens; metrics too. */
  READ,
  /** Estimate and rate, which keeps nothing. */
  RATE,
  /** Describe accounts and upload usage. */
  USAGE,
  /** Issue invoices. */
  INVOICES,
  /** Check and compare workbooks, and submit bundles. */
  TABLES,
  /** Approve, deploy and roll back bundles. */
  DEPLOY,
  /** Manage users and tokens. */
  USERS;

  private static final String SEPARATOR = " ";

  /** As the database and the API write it. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Scope of(String code) {
    for (Scope scope : values()) {
      if (scope.code().equals(code)) {
        return scope;
      }
    }
    throw new IllegalArgumentException(
        "The scope ("
            + code
            + ") is unknown; write one of "
            + Arrays.stream(values()).map(Scope::code).collect(Collectors.joining(", ")));
  }

  static String write(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::code).collect(Collectors.joining(SEPARATOR));
  }

  static Set<Scope> read(String codes) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String code : codes.split(SEPARATOR, -1)) {
      scopes.add(of(code));
    }
    return Collections.unmodifiableSet(scopes);
  }
}
