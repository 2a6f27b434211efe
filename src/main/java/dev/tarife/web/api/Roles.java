package dev.tarife.web.api;

/** Names of roles, for annotations. */
final class Roles {
  static final String VIEWER = "VIEWER";
  static final String FINANCE = "FINANCE";
  static final String APPROVER = "APPROVER";
  static final String ADMIN = "ADMIN";

  private Roles() {}
}
