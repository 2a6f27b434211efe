package dev.tarife.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;

/** Rules as they are often written: a fact for each record, a rule for each price. */
public final class PlainDrools {
  /** A call. */
  public static final class Call {
    private final String region;
    private final String country;
    private final long seconds;
    private double amount;

    public Call(String region, String country, long seconds) {
      this.region = region;
      this.country = country;
      this.seconds = seconds;
    }

    public String getRegion() {
      return region;
    }

    public String getCountry() {
      return country;
    }

    public long getSeconds() {
      return seconds;
    }

    public double getAmount() {
      return amount;
    }

    public void setAmount(double amount) {
      this.amount = amount;
    }
  }

  private PlainDrools() {}

  static void run(int records) throws Exception {
    StringBuilder rules = new StringBuilder("import " + Call.class.getCanonicalName() + "\n");
    for (int r = 0; r < Data.REGIONS; r++) {
      for (int c = 0; c < 24; c++) {
        rules.append(
            "rule \"%1$d %2$d\" when $c : Call(region == \"r%1$d\", country == \"c%2$d\") then $c.setAmount(Math.max(60, $c.getSeconds()) * 0.0000%1$d%2$d); end\n"
                .formatted(r, c));
      }
    }
    KieBase base = new KieHelper().addContent(rules.toString(), ResourceType.DRL).build();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      calls.add(new Call("r" + i % 10, "c" + i * 31 % 24, i % 900));
    }
    KieServices.Factory.get();
    Cases.Watch watch = Cases.Watch.start();
    KieSession session = base.newKieSession();
    calls.forEach(session::insert);
    session.fireAllRules();
    session.dispose();
    double total = calls.stream().mapToDouble(Call::getAmount).sum();
    watch.end(records, total);
  }
}
