/** Workbooks as the programs write them that finance uses. */
@NullMarked
package dev.tarife.office;

import org.jspecify.annotations.NullMarked;
