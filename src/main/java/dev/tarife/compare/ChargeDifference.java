package dev.tarife.compare;

/**
 * What a charge comes to over all accounts.
 *
 * @param charge its code
 * @param name its name, for people
 * @param amounts before and after
 * @param lines how many lines of it differ
 */
public record ChargeDifference(String charge, String name, Amounts amounts, long lines) {}
