package dev.tarife.web.store;

import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param name what they sign in with
 * @param password its hash, with the name of the way it was hashed
 * @param role what they may do
 * @param mustChange whether the password was given to them, and must be changed before anything
 * @param disabled whether they may not sign in any more
 * @param createdAt since when they are known
 */
public record User(
    String name,
    String password,
    Role role,
    boolean mustChange,
    boolean disabled,
    Instant createdAt) {}
