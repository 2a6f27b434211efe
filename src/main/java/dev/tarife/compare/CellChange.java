package dev.tarife.compare;

import dev.tarife.model.Place;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is another before than after.
 *
 * @param column its header
 * @param beforePlace where it stood; null: the row or the column is new
 * @param afterPlace where it stands; null: the row or the column is gone
 * @param before its value; null: empty, or not there
 * @param after its value; null: empty, or not there
 */
public record CellChange(
    String column,
    @Nullable Place beforePlace,
    @Nullable Place afterPlace,
    @Nullable CellValue before,
    @Nullable CellValue after) {}
