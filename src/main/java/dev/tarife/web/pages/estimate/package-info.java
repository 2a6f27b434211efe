/** What a month would cost, asked and answered. */
@NullMarked
package dev.tarife.web.pages.estimate;

import org.jspecify.annotations.NullMarked;
