/** The tables in force: prices, their history, and the workbooks. */
@NullMarked
package dev.tarife.web.pages.prices;

import org.jspecify.annotations.NullMarked;
