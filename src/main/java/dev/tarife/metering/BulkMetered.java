package dev.tarife.metering;

import dev.tarife.model.Rejection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What metering made of files.
 *
 * @param accounts every account's part, by account; one without records has an empty part
 * @param rejected records that belong to none of the accounts
 */
public record BulkMetered(SortedMap<String, Metered> accounts, List<Rejection> rejected) {
  public BulkMetered {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    rejected = List.copyOf(rejected);
  }
}
