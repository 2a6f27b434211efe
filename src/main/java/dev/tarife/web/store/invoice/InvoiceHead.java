package dev.tarife.web.store.invoice;

import dev.tarife.model.Money;
import java.time.Instant;

/**
 * What a list shows of an invoice, or of a correction.
 *
 * @param id such as {@code 123456789012-2024-05-1}
 * @param account whose
 * @param period the month
 * @param correction whether it corrects what was issued before
 * @param currency ISO 4217 code
 * @param total what is to be paid
 * @param batch the last delivery of usage that it knows
 * @param issuedAt when
 * @param issuedBy by whom
 */
public record InvoiceHead(
    String id,
    String account,
    String period,
    boolean correction,
    String currency,
    Money total,
    long batch,
    Instant issuedAt,
    String issuedBy) {}
