package dev.tarife.metering.memory;

import dev.tarife.metering.input.TextForms;
import dev.tarife.metering.terms.CountingPlan.Line;
import dev.tarife.model.UsageRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event has in common with others: the parts of a fact, and the chain or resource. */
record CountingGroup(
    String charge,
    @Nullable String instance,
    @Nullable String country,
    @Nullable String numberType,
    List<Object> more) {
  /** What records of a term are counted together by. */
  static CountingGroup of(UsageRecord record, Line line) {
    List<Object> more =
        switch (line.way()) {
          case NONE, RECORD -> List.of();
          case CHAIN ->
              Arrays.asList(
                  // Others may name a record as their chain, but not one that stands for many.
                  TextForms.given(record.contactId()) != null || record.count() == 1,
                  record.chain(),
                  String.valueOf(line.minimum()),
                  String.valueOf(line.increment()),
                  line.ordinal(),
                  line.perResource(),
                  line.perResource() ? TextForms.given(record.resourceId()) : null);
          case DISTINCT, UNION -> List.of(resource(record));
          case LEVEL ->
              line.perResource()
                  ? List.of(line.counting(), resource(record))
                  : List.of(line.counting());
          case HELD ->
              List.of(
                  line.counting(),
                  TextForms.given(record.resourceId()) != null,
                  TextForms.given(record.resourceId()) != null
                      ? resource(record)
                      : record.recordId());
        };
    return new CountingGroup(
        line.charge(),
        line.overAccount() ? null : record.instance(),
        line.byCountry() ? TextForms.given(record.country()) : null,
        line.byNumberType() ? TextForms.given(record.numberType()) : null,
        more);
  }

  private static String resource(UsageRecord record) {
    return String.valueOf(record.resourceId());
  }
}
