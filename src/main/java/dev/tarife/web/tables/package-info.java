/** Working on decision tables before they are a bundle: checking, comparing, building. */
@NullMarked
package dev.tarife.web.tables;

import org.jspecify.annotations.NullMarked;
