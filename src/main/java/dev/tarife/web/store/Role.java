package dev.tarife.web.store;

import java.util.Locale;

/** What a user may do. Each may do all that a viewer may, and an admin all. */
public enum Role {
  /** Reads: prices, estimates, invoices. */
  VIEWER,
  /** Uploads usage and accounts, issues invoices, submits bundles. */
  FINANCE,
  /** Approves and deploys bundles that somebody else submitted, and rolls back. */
  APPROVER,
  /** Manages users. */
  ADMIN;

  /** As the database and the API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role of(String code) {
    for (Role role : values()) {
      if (role.code().equals(code)) {
        return role;
      }
    }
    throw new IllegalArgumentException("There is no role " + code + ".");
  }
}
