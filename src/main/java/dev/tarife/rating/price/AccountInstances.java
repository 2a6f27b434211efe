package dev.tarife.rating.price;

import dev.tarife.model.Instance;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The account's instances, by id. */
public final class AccountInstances {
  private final Map<String, Instance> byId = new HashMap<>();

  private AccountInstances() {}

  /**
   * Lists instances; one that is listed twice counts once.
   *
   * @throws IllegalArgumentException if one id stands for two different instances
   */
  public static AccountInstances of(List<Instance> instances) {
    AccountInstances roster = new AccountInstances();
    for (Instance instance : instances) {
      Instance other = roster.byId.putIfAbsent(instance.id(), instance);
      if (other != null && !other.equals(instance)) {
        throw new IllegalArgumentException(
            "Instance (" + instance.id() + ") is both " + other + " and " + instance + ".");
      }
    }
    return roster;
  }

  /** The ids that it lists. */
  Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  /** Whether it lists exactly these instances. */
  public boolean isOf(Set<Instance> instances) {
    return instances.size() == byId.size() && instances.containsAll(byId.values());
  }

  /** The Region of an instance; null for none or an unknown one. */
  public @Nullable String region(@Nullable String instance) {
    Instance known = instance == null ? null : byId.get(instance);
    return known == null ? null : known.region();
  }

  /** Whether usage may be of this instance: one of the account's, or none, of all together. */
  public boolean has(@Nullable String instance) {
    return instance == null || byId.containsKey(instance);
  }

  /** The plan of an instance on a day; null for none or an unknown one. */
  public @Nullable String planOn(@Nullable String instance, LocalDate day) {
    Instance known = instance == null ? null : byId.get(instance);
    return known == null ? null : known.planOn(day);
  }
}
