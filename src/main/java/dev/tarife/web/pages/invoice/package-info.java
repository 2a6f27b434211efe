/** Invoices that were issued, and months as they stand. */
@NullMarked
package dev.tarife.web.pages.invoice;

import org.jspecify.annotations.NullMarked;
