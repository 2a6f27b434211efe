package dev.tarife.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a command works with.
 *
 * @param engines where prices come from
 * @param out standard output
 * @param err standard error
 * @param terminal what they are
 * @param tables the folder of tables where none is named; null: those in the jar
 * @param trace whether to show where an unexpected failure comes from
 */
record Surroundings(
    Engines engines,
    OutputStream out,
    PrintWriter err,
    Terminal terminal,
    @Nullable Path tables,
    boolean trace) {}
