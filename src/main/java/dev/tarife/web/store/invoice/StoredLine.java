package dev.tarife.web.store.invoice;

import dev.tarife.model.LineItem;

/**
 * A line of an invoice, and its story.
 *
 * @param number from 1
 * @param item the line
 * @param story why it is as it is, JSON
 */
public record StoredLine(int number, LineItem item, String story) {}
