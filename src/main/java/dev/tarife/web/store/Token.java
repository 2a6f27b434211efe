package dev.tarife.web.store;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program signs in with, in place of a user's password.
 *
 * @param id by which it is named and revoked
 * @param owner the user it stands for
 * @param label what it is for
 * @param scopes what it may be used for; at least one
 * @param createdAt since when it holds
 * @param expiresAt until when
 * @param usedAt when it was last used, to some minutes; null: never
 */
public record Token(
    String id,
    String owner,
    String label,
    Set<Scope> scopes,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {
  public Token {
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
  }
}
