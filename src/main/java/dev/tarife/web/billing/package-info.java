/** What the service does with usage: takes it in, estimates, previews, issues and corrects. */
@NullMarked
package dev.tarife.web.billing;

import org.jspecify.annotations.NullMarked;
