package dev.tarife.model;

/**
 * One Amazon Connect instance of an account.
 *
 * @param id the instance's id, as usage names it
 * @param region AWS Region code, such as {@code us-west-2}
 * @param plan price plan; {@code standard} where the account names none
 */
public record Instance(String id, String region, String plan) {
  public static final String STANDARD = "standard";

  public Instance(String id, String region) {
    this(id, region, STANDARD);
  }
}
