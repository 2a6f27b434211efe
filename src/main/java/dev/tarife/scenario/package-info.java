/** Finance's worked examples, run with the tables that they belong to. */
@NullMarked
package dev.tarife.scenario;

import org.jspecify.annotations.NullMarked;
