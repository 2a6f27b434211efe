/** Which bundles there are, which is live, and who may change that. */
@NullMarked
package dev.tarife.web.bundles;

import org.jspecify.annotations.NullMarked;
