package dev.tarife.table.agreement;

import dev.tarife.model.Carried;
import dev.tarife.model.Period;

/**
 * What an account and a month bring to an agreement.
 *
 * @param period the month
 * @param carried what the account brings from the month before
 * @param currency ISO 4217 code of every amount
 * @param decimals of a line's amount
 */
public record AgreementMonth(Period period, Carried carried, String currency, int decimals) {}
