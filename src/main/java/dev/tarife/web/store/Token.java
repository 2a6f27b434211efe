package dev.tarife.web.store;

import java.time.Instant;

/**
 * What a program signs in with, in place of a user's password.
 *
 * @param id by which it is named and taken back
 * @param owner the user it stands for
 * @param label what it is for
 * @param createdAt since when it holds
 * @param expiresAt until when
 */
public record Token(String id, String owner, String label, Instant createdAt, Instant expiresAt) {}
