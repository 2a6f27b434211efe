package dev.tarife.metering;

import dev.tarife.metering.input.TextForms;
import dev.tarife.model.Rejection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers rejections, in any order: one for each reason. */
public final class Rejections {
  private final Map<String, Rejection> byReason = new HashMap<>();

  public void add(String reason, long records, String example) {
    byReason.merge(reason, new Rejection(reason, records, example), Rejections::plus);
  }

  private static Rejection plus(Rejection a, Rejection b) {
    return new Rejection(
        a.reason(), a.records() + b.records(), TextForms.min(a.example(), b.example()));
  }

  /** By reason. */
  public List<Rejection> sorted() {
    return byReason.values().stream()
        .sorted(Comparator.comparing(Rejection::reason, TextForms.ORDER))
        .toList();
  }
}
