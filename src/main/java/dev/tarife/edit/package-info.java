/**
 * Writes into finance's workbooks: notes on faulty cells, and scenarios. The only room that uses a
 * spreadsheet library, which is not on the class path of commands that only read.
 */
@NullMarked
package dev.tarife.edit;

import org.jspecify.annotations.NullMarked;
