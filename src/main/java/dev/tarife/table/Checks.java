package dev.tarife.table;

import java.util.List;

/** Every check, one a concern. */
final class Checks {
  static final List<Check> ALL = List.of();

  private Checks() {}
}
