package dev.tarife.metering.terms;

import java.util.List;
import java.util.Set;

/** Fires the metering rules: once for each distinct kind of usage, never once a record. */
public interface TermSource {
  /** The terms of the kinds, in no order; a kind that no row knows has none. */
  List<Term> terms(Set<Kind> kinds);
}
