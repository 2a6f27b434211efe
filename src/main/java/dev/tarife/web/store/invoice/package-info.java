/** Issued invoices in the database: written once and never changed. */
@NullMarked
package dev.tarife.web.store.invoice;

import org.jspecify.annotations.NullMarked;
