/**
 * What allowances make free. Facts say which allowances an account has, which usage draws on them
 * in which order, and what each draw leaves of the allowance and of the usage.
 */
@NullMarked
package dev.tarife.rating.allowance;

import org.jspecify.annotations.NullMarked;
