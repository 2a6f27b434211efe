package dev.tarife.web.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An operation that makes something, and is done once for an {@code Idempotency-Key}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Idempotent {
  /** Whether its answer holds a secret that is shown once, and so is not kept. */
  boolean secret() default false;
}
