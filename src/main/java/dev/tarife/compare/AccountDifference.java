package dev.tarife.compare;

/** What an account's month comes to, exactly, before and after. */
public record AccountDifference(String account, Amounts amounts) {}
