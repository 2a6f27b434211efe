/** Invoices for readers: text, JSON, CSV. */
@NullMarked
package dev.tarife.report;

import org.jspecify.annotations.NullMarked;
