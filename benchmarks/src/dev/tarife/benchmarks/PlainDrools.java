package dev.tarife.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.QueryResultsRow;
import org.kie.internal.utils.KieHelper;

/**
 * Rules as they are often written: a fact for each record, a rule for each row of the price tables,
 * a fact for each charge, and an accumulate for each account. Compiling the rules is not counted.
 */
public final class PlainDrools {
  /** A call, as the rules see it. */
  public record Call(
      String account, String type, String region, String country, String numberType, long seconds, long connected) {}

  /** What a rule made of a call. */
  public record Charge(String account, BigDecimal amount) {}

  /** Whose charges are added up. */
  public record Payer(String account) {}

  private static final String HEAD =
      """
      import %1$s.Call
      import %1$s.Charge
      import %1$s.Payer
      import java.math.BigDecimal
      import static %1$s.amount
      rule "inbound service" when $c : Call(type == "voice-inbound")
      then insert(new Charge($c.account(), amount("0.018", $c.seconds(), 10))); end
      rule "outbound service" when $c : Call(type == "voice-outbound", connected > 0)
      then insert(new Charge($c.account(), amount("0.018", $c.connected(), 10))); end
      query totals()
        $p : Payer($account : account)
        accumulate(Charge(account == $account, $amount : amount); $total : sum($amount))
      end
      """;

  private PlainDrools() {}

  /** The amount of so many seconds, at a price a minute. */
  public static BigDecimal amount(String price, long seconds, long least) {
    return new BigDecimal(price)
        .multiply(BigDecimal.valueOf(Math.max(least, seconds)))
        .divide(BigDecimal.valueOf(60), MathContext.DECIMAL64);
  }

  /** Prices the calls of a file; the total must be what SQL comes to. */
  static void run(Data data, Path file, long records) throws Exception {
    KieBase base = new KieHelper().addContent(rules(data), ResourceType.DRL).build();
    Cases.Watch watch = Cases.Watch.start();
    KieSession session = base.newKieSession();
    for (int i = 0; i < Data.ACCOUNTS; i++) {
      session.insert(new Payer("a" + i));
    }
    insert(session, data, file);
    session.fireAllRules();
    BigDecimal total = BigDecimal.ZERO;
    for (QueryResultsRow row : session.getQueryResults("totals")) {
      total = total.add((BigDecimal) row.get("$total"));
    }
    session.dispose();
    watch.end(records, total.doubleValue());
  }

  private static String rules(Data data) {
    StringBuilder rules = new StringBuilder(HEAD.formatted(PlainDrools.class.getCanonicalName()));
    for (Data.Price price : data.prices()) {
      rules.append(
          """
          rule "%1$s %2$s %3$s %4$s"
          when $c : Call(type == "%5$s", region == "%2$s", country == "%3$s"%6$s, connected > 0)
          then insert(new Charge($c.account(), amount("%7$s", $c.connected(), 60))); end
          """
              .formatted(
                  price.charge(),
                  data.regions().get(price.region()),
                  price.country(),
                  price.numberType(),
                  price.charge().equals("telephony-inbound") ? "voice-inbound" : "voice-outbound",
                  price.numberType() == null ? "" : ", numberType == \"" + price.numberType() + '"',
                  price.minute().toPlainString()));
    }
    return rules.toString();
  }

  private static void insert(KieSession session, Data data, Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT account, usage_type, instance, country, number_type, quantity,"
                    + " connected_seconds FROM '" + file + "'")) {
      List<String> regions = data.regions();
      while (rows.next()) {
        String instance = rows.getString(3);
        session.insert(
            new Call(
                rows.getString(1),
                rows.getString(2),
                regions.get(Integer.parseInt(instance.substring(instance.indexOf('-') + 1))),
                rows.getString(4),
                rows.getString(5),
                rows.getLong(6),
                rows.getLong(7)));
      }
    }
  }
}
