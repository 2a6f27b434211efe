import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.LineItem;
import dev.tarife.model.Rejection;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.Tariff;
import dev.tarife.rating.Total;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.QueryResultsRow;

/** Rates usage inside a program, in two ways that give the same result. */
public final class Embedding {
  private static final YearMonth MAY = YearMonth.of(2024, 5);

  private Embedding() {}

  /**
   * Rates a call and a chat, and prints what they cost.
   *
   * @param args the folder of the decision tables; {@code decision-tables} where left out
   */
  public static void main(String[] args) {
    // Takes seconds: do it once. A tariff never changes, and threads may share it.
    Tariff tariff = Tariff.load(Path.of(args.length == 0 ? "decision-tables" : args[0]));

    Account account = Account.of("123456789012", "USD", new Instance("support-us", "us-west-2"));
    List<UsageRecord> usage =
        List.of(
            UsageRecord.of("call-1", "support-us", "voice-inbound", at("2024-05-06T09:00:00Z"))
                .quantity(420) // seconds
                .country("US")
                .numberType("did")
                .build(),
            UsageRecord.of("number-1", "support-us", "phone-number", at("2024-05-06T08:00:00Z"))
                .endTime(at("2024-05-06T18:00:00Z"))
                .country("US")
                .numberType("did")
                .build(),
            UsageRecord.of("chat-1", "support-us", "chat-message", at("2024-05-07T10:00:00Z"))
                .quantity(24) // messages
                .build());

    invoice(tariff, account, usage);
    session(tariff, account, usage);
  }

  /** The short way: usage in, invoice out. */
  private static void invoice(Tariff tariff, Account account, List<UsageRecord> usage) {
    Invoice invoice = tariff.rate(account, MAY, usage);
    for (LineItem line : invoice.lines()) {
      System.out.println(
          line.charge()
              + ": "
              + line.quantity()
              + " "
              + line.unit()
              + " at "
              + line.unitPrice()
              + " = "
              + line.amount());
    }
    // What no price was found for is never free: it stands here, with the reason.
    for (Rejection rejection : invoice.rejected()) {
      System.out.println("rejected: " + rejection.reason());
    }
    System.out.println("total " + invoice.total() + ", exactly " + invoice.totalExact());
  }

  /** The way of the KIE API: insert facts, fire, and ask. */
  private static void session(Tariff tariff, Account account, List<UsageRecord> usage) {
    KieSession session = tariff.newSession(account, MAY);
    try {
      usage.forEach(session::insert);
      session.fireAllRules();

      int lines = 0;
      for (QueryResultsRow row : session.getQueryResults("lineItems")) {
        LineItem line = (LineItem) row.get("$line");
        lines += line.amount().isZero() ? 0 : 1;
      }
      for (QueryResultsRow row : session.getQueryResults("rejected")) {
        Rejection rejection = (Rejection) row.get("$rejection");
        System.out.println("session rejected: " + rejection.reason());
      }
      for (QueryResultsRow row : session.getQueryResults("total")) {
        Total total = (Total) row.get("$total");
        System.out.println("session total " + total.rounded() + " in " + lines + " lines");
      }
    } finally {
      session.dispose();
    }
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
