package dev.tarife.web.security;

import dev.tarife.web.store.User;

/** A user as they stood when they signed in. */
interface UserStanding {
  /** Whether they still stand so. */
  boolean isAs(User now);
}
