package dev.tarife.metering;

import dev.tarife.model.Rejection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers rejections, in any order: one for each reason. */
final class Rejections {
  private final Map<String, Rejection> byReason = new HashMap<>();

  void add(String reason, long records, String example) {
    byReason.merge(reason, new Rejection(reason, records, example), Rejections::plus);
  }

  private static Rejection plus(Rejection a, Rejection b) {
    return new Rejection(
        a.reason(), a.records() + b.records(), Texts.min(a.example(), b.example()));
  }

  /** By reason. */
  List<Rejection> sorted() {
    return byReason.values().stream()
        .sorted(Comparator.comparing(Rejection::reason, Texts.ORDER))
        .toList();
  }
}
