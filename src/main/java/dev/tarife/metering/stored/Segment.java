package dev.tarife.metering.stored;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of stored usage records, just written.
 *
 * @param records the file
 * @param keys the file of what their ids hash to
 * @param size how many records it holds
 * @param replacing how many of them replaced an earlier version
 * @param attributes names of the columns beside the contract's that some record has
 * @param months what starts in each month
 * @param spans from when to when the records of a usage type, and those they replaced, reach
 */
public record Segment(
    Path records,
    Path keys,
    long size,
    long replacing,
    List<String> attributes,
    SortedMap<String, Count> months,
    List<Span> spans)
    implements StoredSegment {
  public Segment {
    attributes = List.copyOf(attributes);
    months = new TreeMap<>(months);
    spans = List.copyOf(spans);
  }

  /**
   * What starts in a month.
   *
   * @param records how many records
   * @param replaced how many records of earlier deliveries, which these replaced
   */
  public record Count(long records, long replaced) {
    /** Both together. */
    public Count plus(Count other) {
      return new Count(records + other.records, replaced + other.replaced);
    }
  }

  /**
   * When the records of a usage type are.
   *
   * @param usageType empty: of any, where there are very many
   * @param starts second since 1970 in which the first begins
   * @param ends second by which the last has ended; null: one is open, or its end unknown
   */
  public record Span(String usageType, long starts, @Nullable Long ends) {
    /** Both together. */
    public Span plus(Span other) {
      return new Span(
          usageType,
          Math.min(starts, other.starts),
          ends == null || other.ends == null ? null : Long.valueOf(Math.max(ends, other.ends)));
    }
  }
}
