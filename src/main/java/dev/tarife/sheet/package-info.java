/** Strict reading of workbooks: what a cell really says, and every fault with its address. */
@NullMarked
package dev.tarife.sheet;

import org.jspecify.annotations.NullMarked;
