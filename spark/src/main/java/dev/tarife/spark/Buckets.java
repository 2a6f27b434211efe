package dev.tarife.spark;

import dev.tarife.model.Account;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the run an account is invoiced in: its bucket. All rows of an account go there.
 * Rows of nobody go by what they name, so that repeated ones meet.
 */
final class Buckets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int count;
  private final HashMap<String, Integer> byAccount = new HashMap<>();
  private final HashMap<String, Integer> byInstance = new HashMap<>();

  /**
   * Divides accounts.
   *
   * @param count how many buckets; of one account there is one
   */
  Buckets(Collection<Account> accounts, int count) {
    this.count = Math.max(1, Math.min(count, accounts.size()));
    TreeSet<String> ids = new TreeSet<>();
    accounts.forEach(account -> ids.add(account.id()));
    int next = 0;
    for (String id : ids) {
      byAccount.put(id, next++ % this.count);
    }
    // Of an instance that several accounts list, the first is told of the contact records.
    Map<String, String> owners = new HashMap<>();
    for (Account account : accounts) {
      account
          .instances()
          .forEach(
              instance ->
                  owners.merge(instance.id(), account.id(), (a, b) -> a.compareTo(b) <= 0 ? a : b));
    }
    owners.forEach((instance, id) -> byInstance.put(instance, byAccount.get(id)));
  }

  int count() {
    return count;
  }

  /** The bucket of a row that names an account; null: it names none. */
  int ofAccount(@Nullable String account) {
    return of(byAccount, account);
  }

  /** The bucket of a contact of an instance; null: it does not say whose it is. */
  int ofInstance(@Nullable String instance) {
    return of(byInstance, instance);
  }

  private int of(Map<String, Integer> known, @Nullable String key) {
    if (key == null) {
      return 0;
    }
    Integer bucket = known.get(key);
    return bucket == null ? Math.floorMod(key.hashCode(), count) : bucket;
  }

  /** The accounts of a bucket. */
  List<Account> accounts(Collection<Account> all, int bucket) {
    return all.stream().filter(account -> byAccount.get(account.id()) == bucket).toList();
  }

  /** The accounts of the other buckets. */
  List<Account> others(Collection<Account> all, int bucket) {
    return all.stream().filter(account -> byAccount.get(account.id()) != bucket).toList();
  }
}
