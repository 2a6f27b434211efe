package dev.tarife.metering;

import dev.tarife.model.UsageRecord;
import dev.tarife.table.Tables;

public final class Kinds {
  public Kinds(Tables t) {}

  public Kind of(UsageRecord r) {
    return new Kind(r.usageType(), java.util.List.of());
  }
}
