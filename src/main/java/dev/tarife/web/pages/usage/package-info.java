/** The area {@code usage}: deliveries come in, and are shown with what nothing charges, and why. */
@NullMarked
package dev.tarife.web.pages.usage;

import org.jspecify.annotations.NullMarked;
