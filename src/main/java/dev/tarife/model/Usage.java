package dev.tarife.model;

/** Usage of an account: a raw {@link UsageRecord}, or {@link MeteredUsage}. */
public sealed interface Usage permits UsageRecord, MeteredUsage {}
