package dev.tarife.web.store.usage;

import java.time.Instant;

/**
 * A delivery of usage.
 *
 * @param id its number
 * @param account whose usage it is
 * @param name as its sender calls it
 * @param sha256 of its bytes
 * @param records how many it holds
 * @param added how many of them were new
 * @param replaced how many were later versions of known ones
 * @param receivedAt when
 * @param receivedBy from whom
 */
public record Delivery(
    long id,
    String account,
    String name,
    String sha256,
    long records,
    long added,
    long replaced,
    Instant receivedAt,
    String receivedBy) {}
