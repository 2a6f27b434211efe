package dev.tarife.web.pages.estimate;

import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.table.Catalogue;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.Tables;
import dev.tarife.web.billing.Estimates;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be estimated. A link has all of it, so that everybody who opens it sees the same.
 *
 * @param region AWS Region
 * @param plan price plan
 * @param country of the numbers and of those who call
 * @param month whose prices are asked
 * @param deployed whether the account's free tier began in that month
 * @param answers how much of what
 */
record EstimateForm(
    String region,
    String plan,
    String country,
    YearMonth month,
    boolean deployed,
    Answers answers) {
  /** Reads the fields of the form or of a link; what is missing or unknown is the first choice. */
  static EstimateForm of(Tables tables, Map<String, String> fields, YearMonth present) {
    Catalogue catalogue = tables.catalogue();
    String region = known(catalogue.regions(), fields.get("region"), "");
    return new EstimateForm(
        region,
        known(catalogue.plans(), fields.get("plan"), Instance.STANDARD),
        known(catalogue.countries(), fields.get("country"), home(tables, region)),
        month(fields.get("month"), present),
        fields.containsKey("free"),
        Answers.of(tables.calculator(), fields));
  }

  /** The same usage in another Region, or with another plan. */
  EstimateForm in(String otherRegion, String otherPlan) {
    return new EstimateForm(otherRegion, otherPlan, country, month, deployed, answers);
  }

  /** Other usage of the same place and month. */
  EstimateForm with(Answers other) {
    return new EstimateForm(region, plan, country, month, deployed, other);
  }

  /** The country of a Region's free numbers, as the sheet Home countries has it. */
  private static String home(Tables tables, String region) {
    return tables.homes().homes().stream()
        .filter(home -> home.region().equals(region))
        .map(HomeCountries.Home::country)
        .findFirst()
        .orElse("");
  }

  private static String known(Map<String, ?> codes, @Nullable String asked, String first) {
    if (asked != null && codes.containsKey(asked)) {
      return asked;
    }
    return codes.containsKey(first) ? first : codes.keySet().stream().findFirst().orElse(first);
  }

  private static YearMonth month(@Nullable String asked, YearMonth present) {
    try {
      YearMonth month = asked == null ? present : YearMonth.parse(asked);
      return month.getYear() >= 2000 && month.getYear() < 2100 ? month : present;
    } catch (DateTimeException e) {
      return present;
    }
  }

  /** The page with these answers. */
  String link() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("region", region);
    if (!plan.equals(Instance.STANDARD)) {
      fields.put("plan", plan);
    }
    fields.put("country", country);
    fields.put("month", month.toString());
    if (deployed) {
      fields.put("free", "yes");
    }
    fields.putAll(answers.fields());
    UriComponentsBuilder link = UriComponentsBuilder.fromPath("/estimate");
    fields.forEach(link::queryParam);
    return link.encode().toUriString();
  }

  /** As the service's calculator takes it. */
  Estimates.Request request(String currency) {
    ObjectNode account = (ObjectNode) Estimates.accountIn(region, currency);
    if (deployed) {
      account.put("first-deployment", month.atDay(1).toString());
    }
    if (account.get("instances") instanceof ArrayNode instances
        && instances.get(0) instanceof ObjectNode instance) {
      instance.put("plan", plan);
    }
    return new Estimates.Request(new Period(month), account, answers.items(country));
  }
}
