package dev.tarife.table;

import dev.tarife.model.LineKind;
import dev.tarife.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Something that can stand on an invoice.
 *
 * @param code such as {@code voice-service}
 * @param area part of the invoice it stands in
 * @param name for people, English
 * @param nameTr for people, Turkish; null: as English
 * @param unit what one of it is, such as {@code minute}
 * @param kind {@link LineKind#USAGE} or {@link LineKind#PASS_THROUGH}
 * @param awsUsageType name in an AWS cost and usage report, or null
 * @param position place in the catalogue, from 0
 * @param origin its row
 */
public record Charge(
    String code,
    String area,
    String name,
    @Nullable String nameTr,
    String unit,
    LineKind kind,
    @Nullable String awsUsageType,
    int position,
    Origin origin) {}
