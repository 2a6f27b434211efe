package dev.tarife.model;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A billing (payer) account.
 *
 * @param id the account's number
 * @param currency ISO 4217 code; must be the tariff's
 * @param firstDeployment day of the first instance in any Region: starts the 12 months of the free
 *     tier (FT-01); null: no free tier
 * @param instances every instance that may occur in the usage
 * @param activations first use of each feature that has a trial (TR-01), by feature
 * @param created day on which the account was created; null: not said
 * @param country ISO 3166 code of the country in which it is taxed; null: not said
 * @param carried what it brings from the month before (decision A-83)
 * @param budget what it means to spend a month; null: not said
 */
public record Account(
    String id,
    String currency,
    @Nullable LocalDate firstDeployment,
    List<Instance> instances,
    SortedMap<String, LocalDate> activations,
    @Nullable LocalDate created,
    @Nullable String country,
    Carried carried,
    @Nullable Money budget) {
  public Account {
    instances = List.copyOf(instances);
    activations =
        activations.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(activations));
  }

  /** An account without a budget. */
  public Account(
      String id,
      String currency,
      @Nullable LocalDate firstDeployment,
      List<Instance> instances,
      SortedMap<String, LocalDate> activations,
      @Nullable LocalDate created,
      @Nullable String country,
      Carried carried) {
    this(id, currency, firstDeployment, instances, activations, created, country, carried, null);
  }

  /** An account that names no country and carries nothing. */
  public Account(
      String id,
      String currency,
      @Nullable LocalDate firstDeployment,
      List<Instance> instances,
      SortedMap<String, LocalDate> activations) {
    this(id, currency, firstDeployment, instances, activations, null, null, Carried.NONE);
  }

  /** An account without free tier and trials. */
  public static Account of(String id, String currency, Instance... instances) {
    return new Account(id, currency, null, List.of(instances), Collections.emptySortedMap());
  }

  public Account withFirstDeployment(LocalDate day) {
    return new Account(
        id, currency, day, instances, activations, created, country, carried, budget);
  }

  public Account withActivations(Map<String, LocalDate> days) {
    return new Account(
        id,
        currency,
        firstDeployment,
        instances,
        new TreeMap<>(days),
        created,
        country,
        carried,
        budget);
  }

  /** The same account, with another id. */
  public Account withId(String other) {
    return new Account(
        other, currency, firstDeployment, instances, activations, created, country, carried);
  }

  public Account withCountry(@Nullable String code) {
    return new Account(
        id, currency, firstDeployment, instances, activations, created, code, carried, budget);
  }

  public Account withCarried(Carried brought) {
    return new Account(
        id, currency, firstDeployment, instances, activations, created, country, brought, budget);
  }

  public Account withCreated(@Nullable LocalDate day) {
    return new Account(
        id, currency, firstDeployment, instances, activations, day, country, carried, budget);
  }

  public Account withBudget(@Nullable Money amount) {
    return new Account(
        id, currency, firstDeployment, instances, activations, created, country, carried, amount);
  }

  /** The day on which a feature was first used, or null if it never was. */
  public @Nullable LocalDate activation(String feature) {
    return activations.get(feature);
  }
}
