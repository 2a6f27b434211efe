package dev.tarife.table;

import dev.tarife.model.Origin;

/** A code that cells may use, such as a Region, and what it means. */
public record Word(String code, String name, Origin origin) {}
