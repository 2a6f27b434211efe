/** Reads usage files into columns of text; every wrong line becomes a finding with its place. */
@NullMarked
package dev.tarife.metering.input;

import org.jspecify.annotations.NullMarked;
