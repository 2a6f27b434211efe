package dev.tarife.web.store;

import dev.tarife.web.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who an invoice is from and to: the supplier is a setting, and accounts are named by finance. An
 * issued invoice keeps the names that were in use when it was issued.
 */
@Repository
public class PartyNames {
  /** The most characters of an account's name. */
  private static final int LONGEST = 200;

  private static final int LONGEST_SUPPLIER = 1_000;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Accounts accounts;
  private final String supplier;

  PartyNames(
      JdbcClient jdbc,
      Audit audit,
      Accounts accounts,
      @Value("${tarife.supplier:}") String supplier) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.accounts = accounts;
    String lines = supplier.strip().replaceAll("\\s*\\|\\s*", "\n");
    if (lines.length() > LONGEST_SUPPLIER) {
      throw new IllegalArgumentException(
          "tarife.supplier has more than " + LONGEST_SUPPLIER + " characters; shorten it");
    }
    this.supplier = lines;
  }

  /**
   * Both parties of an invoice.
   *
   * @param supplier name and address, each in a line of its own; empty: nobody set it
   * @param customer name of the account; empty: it has none
   */
  public record Parties(String supplier, String customer) {}

  /** The name of each account that has one. */
  public Map<String, String> all() {
    Map<String, String> names = new TreeMap<>();
    jdbc.sql("select account, name from account_names")
        .query(
            row -> {
              names.put(row.getString(1), row.getString(2));
            });
    return names;
  }

  /** The name of an account; empty: it has none. */
  public String of(String account) {
    return jdbc.sql("select name from account_names where account = :account")
        .param("account", account)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** The parties of an invoice that would be issued now. */
  public Parties parties(String account) {
    return new Parties(supplier, of(account));
  }

  /** The parties of an issued invoice, as they were called then. */
  public Parties ofInvoice(String invoice) {
    return jdbc.sql("select supplier, customer from invoice_names where invoice = :invoice")
        .param("invoice", invoice)
        .query((row, number) -> new Parties(row.getString(1), row.getString(2)))
        .optional()
        .orElse(new Parties("", ""));
  }

  /**
   * Names an account; an empty text removes its name.
   *
   * @throws ProblemException if there is no such account, or the name is too long
   */
  @Transactional
  public void put(String account, String text, String who) {
    String name = text.strip();
    if (name.length() > LONGEST) {
      throw ProblemException.bad("The name has more than " + LONGEST + " characters; shorten it");
    }
    if (accounts.hold(account).isEmpty()) {
      throw ProblemException.notFound("There is no account " + account);
    }
    if (name.equals(of(account))) {
      return;
    }
    jdbc.sql("delete from account_names where account = :account")
        .param("account", account)
        .update();
    if (!name.isEmpty()) {
      jdbc.sql("insert into account_names (account, name) values (:account, :name)")
          .param("account", account)
          .param("name", name)
          .update();
    }
    audit.write(who, "change-account", account, "name: " + name);
  }

  /** Keeps the parties of an invoice, in the transaction that issues it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keep(String invoice, String account) {
    Parties parties = parties(account);
    jdbc.sql(
            """
            insert into invoice_names (invoice, supplier, customer)
            values (:invoice, :supplier, :customer)
            """)
        .param("invoice", invoice)
        .param("supplier", parties.supplier())
        .param("customer", parties.customer())
        .update();
  }
}
