package dev.tarife.web.store;

import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Accounts as one line of JSON, which the reader of accounts takes. */
public final class AccountJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AccountJson() {}

  private static Map<String, String> texts(Map<String, ?> left) {
    Map<String, String> texts = new LinkedHashMap<>();
    left.forEach((code, amount) -> texts.put(code, amount.toString()));
    return texts;
  }

  /** A plan, or the plans that follow each other. */
  private static Object plan(Instance instance) {
    if (instance.planChanges().isEmpty()) {
      return instance.plan();
    }
    List<Map<String, String>> plans = new ArrayList<>();
    plans.add(Map.of("plan", instance.plan()));
    for (Instance.PlanChange change : instance.planChanges()) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("plan", change.plan());
      one.put("from", change.from().toString());
      plans.add(one);
    }
    return plans;
  }

  /** An account's line, without its end. */
  public static String of(Account account) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("account", account.id());
    fields.put("currency", account.currency());
    if (account.created() != null) {
      fields.put("created", account.created().toString());
    }
    if (account.budget() != null) {
      fields.put("budget", account.budget().toString());
    }
    if (account.country() != null) {
      fields.put("country", account.country());
    }
    if (account.firstDeployment() != null) {
      fields.put("first-deployment", account.firstDeployment().toString());
    }
    List<Map<String, Object>> instances = new ArrayList<>();
    for (Instance instance : account.instances()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", instance.id());
      one.put("region", instance.region());
      one.put("plan", plan(instance));
      if (instance.timeZone() != null) {
        one.put("timezone", instance.timeZone().getId());
      }
      instances.add(one);
    }
    fields.put("instances", instances);
    Map<String, String> activations = new LinkedHashMap<>();
    account.activations().forEach((feature, day) -> activations.put(feature, day.toString()));
    fields.put("activations", activations);
    if (!account.carried().isEmpty()) {
      Map<String, Map<String, String>> carried = new LinkedHashMap<>();
      carried.put("credits", texts(account.carried().credits()));
      carried.put("allowances", texts(account.carried().allowances()));
      if (!account.carried().counters().isEmpty()) {
        carried.put("counters", texts(account.carried().counters()));
      }
      fields.put("carried", carried);
    }
    return JSON.writeValueAsString(fields);
  }
}
