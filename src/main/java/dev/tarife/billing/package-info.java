/** A folder of input in, invoices out: what the command line, the service and comparisons share. */
@NullMarked
package dev.tarife.billing;

import org.jspecify.annotations.NullMarked;
