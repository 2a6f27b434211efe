package dev.tarife.web.store.invoice;

import dev.tarife.model.Money;
import java.time.Instant;

/**
 * An invoice, or a correction of one, as it was issued.
 *
 * @param id such as {@code 123456789012-2024-05-1}
 * @param account whose
 * @param period the month
 * @param number 1 for the invoice of the month, from 2 for its corrections
 * @param correction whether it corrects what was issued before
 * @param currency ISO 4217 code
 * @param bundleVersion what priced it
 * @param bundleFile SHA-256 of that bundle's file
 * @param totalExact the sum of its lines
 * @param total what is to be paid
 * @param batch the last delivery of usage that it knows
 * @param document as it was issued, JSON
 * @param issuedAt when
 * @param issuedBy by whom
 */
public record StoredInvoice(
    String id,
    String account,
    String period,
    int number,
    boolean correction,
    String currency,
    String bundleVersion,
    String bundleFile,
    Money totalExact,
    Money total,
    long batch,
    String document,
    Instant issuedAt,
    String issuedBy) {}
