package dev.tarife.table.check;

import dev.tarife.model.Findings;

/** Looks at one concern of the tables as a whole. */
public interface Check {
  Findings check(CheckContext reading);
}
