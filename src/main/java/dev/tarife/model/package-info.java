/** The facts and results that every other room speaks of: immutable, without a library. */
@NullMarked
package dev.tarife.model;

import org.jspecify.annotations.NullMarked;
