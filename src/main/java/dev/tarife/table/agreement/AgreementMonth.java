package dev.tarife.table.agreement;

import dev.tarife.model.Carried;
import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import org.jspecify.annotations.Nullable;

/**
 * What an account and a month bring to an agreement.
 *
 * @param period the month
 * @param carried what the account brings from the month before
 * @param instance the instance that owes it; null: the account
 * @param currency ISO 4217 code of every amount
 * @param decimals of a line's amount
 */
public record AgreementMonth(
    Period period, Carried carried, @Nullable Instance instance, String currency, int decimals) {}
