package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.Duck;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.TextForms;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The accounts and their instances, by number. */
final class InstancePlaces {
  private final List<Account> accounts;
  private final boolean amongOthers;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<Integer> owners = new ArrayList<>();

  /**
   * Numbers accounts and instances.
   *
   * @param amongOthers whether other accounts are elsewhere, so that a record must name its own
   */
  InstancePlaces(Collection<Account> accounts, boolean amongOthers) {
    this.amongOthers = amongOthers;
    this.accounts = accounts.stream().sorted(Comparator.comparing(Account::id)).toList();
    for (int i = 0; i < this.accounts.size(); i++) {
      Account account = this.accounts.get(i);
      if (numbers.put(account.id(), i) != null) {
        throw new IllegalArgumentException("The account (" + account.id() + ") is there twice.");
      }
      for (Instance instance :
          account.instances().stream()
              .sorted(Comparator.comparing(Instance::id, TextForms.ORDER))
              .toList()) {
        instances.add(instance);
        owners.add(i);
      }
    }
  }

  /** By ascending id. */
  List<Account> accounts() {
    return accounts;
  }

  /** The number of an account; null: there is none such. */
  @Nullable Integer number(String account) {
    return numbers.get(account);
  }

  /** Whether records need not name their account. */
  boolean isSingle() {
    return accounts.size() == 1 && !amongOthers;
  }

  /** The account that a record belongs to by what it names; null: none. */
  @Nullable Integer owner(@Nullable String account) {
    return isSingle() ? Integer.valueOf(0) : numbers.get(String.valueOf(account));
  }

  /** The account a record names, where it is not the one that owns it. */
  @Nullable String stranger(@Nullable String account) {
    return isSingle() && account != null && !account.equals(accounts.get(0).id()) ? account : null;
  }

  @Nullable Instance instance(int account, String id) {
    for (Instance instance : accounts.get(account).instances()) {
      if (instance.id().equals(id)) {
        return instance;
      }
    }
    return null;
  }

  /** All instances, by number. */
  List<Instance> instances() {
    return instances;
  }

  /** The ids of an account's instances. */
  List<String> instances(int account) {
    return accounts.get(account).instances().stream().map(Instance::id).toList();
  }

  /** The id of an instance by its number. */
  String instance(int number) {
    return instances.get(number).id();
  }

  /** The account of a record, as SQL. */
  String owner() {
    return isSingle() ? "coalesce(acct, " + Duck.text(accounts.get(0).id()) + ")" : "acct";
  }

  /**
   * Makes the table {@code instance}.
   *
   * @param isPriced whether prices may be asked for at an instance
   */
  void write(Database database, Predicate<Instance> isPriced) throws SQLException {
    database.run(
        """
        CREATE TEMP TABLE instance
          (acct VARCHAR, id VARCHAR, account_no INTEGER, instance_no INTEGER, is_priced INTEGER)""");
    database.append(
        "instance",
        IntStream.range(0, instances.size())
            .mapToObj(
                i -> {
                  Integer owner = Objects.requireNonNull(owners.get(i));
                  Instance instance = instances.get(i);
                  int priced = isPriced.test(instance) ? 1 : 0;
                  return Arrays.<@Nullable Object>asList(
                      accounts.get(owner).id(), instance.id(), owner, i, priced);
                }));
  }

  /** Whether a row of the table {@code instance}, as i, is that of a row, as SQL. */
  String isInstanceOf(String row) {
    String account =
        isSingle() ? "({row}.acct IS NULL OR {row}.acct = i.acct)" : "{row}.acct = i.acct";
    return SqlText.of("i.id = {row}.instance AND " + account).with("row", row).toString();
  }
}
