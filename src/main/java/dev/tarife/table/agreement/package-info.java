/**
 * The rows of {@code agreements.xlsx}: what a contract adds to an invoice once its usage is priced.
 */
@NullMarked
package dev.tarife.table.agreement;

import org.jspecify.annotations.NullMarked;
