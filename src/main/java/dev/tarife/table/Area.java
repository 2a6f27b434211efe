package dev.tarife.table;

import dev.tarife.model.Origin;
import org.jspecify.annotations.Nullable;

/** A part of the invoice, such as Voice; areas stand in the order of their sheet. */
public record Area(String code, String name, @Nullable String nameTr, Origin origin) {}
