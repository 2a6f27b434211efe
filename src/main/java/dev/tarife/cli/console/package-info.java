/**
 * What a command reads and writes with: the terminal, output files, progress, exit status, error
 * messages.
 */
@NullMarked
package dev.tarife.cli.console;

import org.jspecify.annotations.NullMarked;
