/** The typed decision tables: what finance's workbooks say, read, checked and indexed. */
@NullMarked
package dev.tarife.table;

import org.jspecify.annotations.NullMarked;
