package dev.tarife.metering.memory;

import java.util.Map;
import java.util.TreeMap;

/** Disjoint stretches of time. */
final class Spans {
  private final TreeMap<Long, Long> spans = new TreeMap<>();

  void add(long start, long end) {
    long from = start;
    long to = end;
    for (Map.Entry<Long, Long> e = spans.floorEntry(to);
        e != null && e.getValue() >= from;
        e = spans.floorEntry(to)) {
      from = Math.min(from, e.getKey());
      to = Math.max(to, e.getValue());
      spans.remove(e.getKey());
    }
    spans.put(from, to);
  }

  long within(long from, long to) {
    long sum = 0;
    Map.Entry<Long, Long> before = spans.floorEntry(from);
    for (Map.Entry<Long, Long> e :
        spans.subMap(before == null ? from : before.getKey(), to).entrySet()) {
      sum += Math.max(0, Math.min(to, e.getValue()) - Math.max(from, e.getKey()));
    }
    return sum;
  }
}
