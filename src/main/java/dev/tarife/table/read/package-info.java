/** Reads the workbooks into the records of {@code table}; every wrong cell becomes a finding. */
@NullMarked
package dev.tarife.table.read;

import org.jspecify.annotations.NullMarked;
