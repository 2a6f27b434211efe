package dev.tarife.metering;

import dev.tarife.metering.Plan.Line;
import dev.tarife.model.UsageRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event has in common with others: the parts of a fact, and the chain or resource. */
record Group(
    String charge,
    @Nullable String instance,
    @Nullable String country,
    @Nullable String numberType,
    List<Object> more) {
  /** What records of a term are counted together by. */
  static Group of(UsageRecord record, Line line) {
    List<Object> more =
        switch (line.way()) {
          case NONE, RECORD -> List.of();
          case CHAIN ->
              Arrays.asList(
                  // Others may name a record as their chain, but not one that stands for many.
                  Texts.given(record.contactId()) != null || record.count() == 1,
                  record.chain(),
                  String.valueOf(line.minimum()),
                  String.valueOf(line.increment()),
                  line.ordinal(),
                  line.perResource(),
                  line.perResource() ? Texts.given(record.resourceId()) : null);
          case DISTINCT, UNION -> List.of(resource(record));
          case HELD ->
              List.of(
                  line.counting(),
                  Texts.given(record.resourceId()) != null,
                  Texts.given(record.resourceId()) != null ? resource(record) : record.recordId());
        };
    return new Group(
        line.charge(),
        line.overAccount() ? null : record.instance(),
        line.byCountry() ? Texts.given(record.country()) : null,
        line.byNumberType() ? Texts.given(record.numberType()) : null,
        more);
  }

  private static String resource(UsageRecord record) {
    return String.valueOf(record.resourceId());
  }
}
