package dev.tarife.table;

import dev.tarife.model.Findings;

/** Looks at one concern of the tables as a whole. */
interface Check {
  Findings check(Reading reading);
}
