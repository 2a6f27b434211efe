package dev.tarife.metering.memory;

import dev.tarife.metering.input.TextForms;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Occurrence;
import dev.tarife.model.Quantity;
import dev.tarife.model.Source;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up an account's quantities, in any order. */
public final class FactSums {
  /** What tells one fact from another. */
  public record Key(
      String charge,
      @Nullable String instance,
      @Nullable String country,
      @Nullable String numberType,
      List<@Nullable String> tags,
      List<LocalDate> slices,
      @Nullable String resource) {
    /** Mixed well: codes of instances and countries are short and alike. */
    @Override
    public int hashCode() {
      int hash = charge.hashCode();
      for (Object part : Arrays.asList(instance, country, numberType, tags, slices, resource)) {
        hash = (hash ^ hash >>> 15) * 0x2C1B3C6D + Objects.hashCode(part);
      }
      return (hash ^ hash >>> 13) * 0x297A2D39;
    }
  }

  private static final Comparator<Key> ORDER = FactSums::compare;

  private static final class Sum {
    private BigDecimal quantity = BigDecimal.ZERO;
    private long records;
    private @Nullable String example;
    // Nearly always one list that many facts share.
    private Collection<Source> sources = List.of();
    private @Nullable TreeMap<Quantity, Long> occurrences;
  }

  private record Entry(Key key, Sum sum) {}

  private final List<String> tagNames;
  private final Map<Key, Sum> sums = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  // The same few lists of slices are those of all facts.
  private final Map<List<LocalDate>, String> sliceTexts = new HashMap<>();

  public FactSums(List<String> tagNames) {
    this.tagNames = tagNames;
  }

  void add(
      Key key, BigDecimal quantity, long records, @Nullable String example, Collection<Source> of) {
    add(sums.computeIfAbsent(key, k -> new Sum()), quantity, records, example, of);
  }

  /** As {@link #add}, cheaper where nearly all keys differ and come nearly in order. */
  public void append(
      Key key, BigDecimal quantity, long records, @Nullable String example, Collection<Source> of) {
    Sum sum = new Sum();
    add(sum, quantity, records, example, of);
    entries.add(new Entry(key, sum));
  }

  /** Adds records, or chains, of which each counts so much, to what a key has. */
  void addOccurrence(Key key, BigDecimal each, long times) {
    add(sums.computeIfAbsent(key, k -> new Sum()), each, times);
  }

  /** As {@link #addOccurrence}, to the key that was appended last. */
  public void appendOccurrence(BigDecimal each, long times) {
    add(entries.get(entries.size() - 1).sum(), each, times);
  }

  private static void add(Sum sum, BigDecimal each, long times) {
    TreeMap<Quantity, Long> occurrences = sum.occurrences;
    if (occurrences == null) {
      occurrences = new TreeMap<>();
      sum.occurrences = occurrences;
    }
    occurrences.merge(Quantity.of(each), times, Long::sum);
  }

  private static void addAll(Sum sum, Sum other) {
    if (other.occurrences != null) {
      other.occurrences.forEach((each, times) -> add(sum, each.value(), times));
    }
  }

  private static void add(
      Sum sum,
      BigDecimal quantity,
      long records,
      @Nullable String example,
      Collection<Source> sources) {
    sum.quantity = sum.quantity.signum() == 0 ? quantity : sum.quantity.add(quantity);
    if (sum.sources.isEmpty()) {
      sum.sources = sources;
    } else if (sum.sources != sources && !sum.sources.containsAll(sources)) {
      TreeSet<Source> merged = new TreeSet<>(sum.sources);
      merged.addAll(sources);
      sum.sources = merged;
    }
    sum.records += records;
    if (example != null) {
      sum.example = sum.example == null ? example : TextForms.min(sum.example, example);
    }
  }

  /**
   * The sums that any record stands behind, in order; nothing is left then. A sum of 0 is usage
   * too: a fee may be due for it (decision A-74).
   */
  public List<MeteredUsage> take() {
    sums.forEach((key, sum) -> entries.add(new Entry(key, sum)));
    sums.clear();
    entries.sort(Comparator.comparing(Entry::key, ORDER));
    List<MeteredUsage> usage = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      for (; i + 1 < entries.size() && entries.get(i + 1).key().equals(entry.key()); i++) {
        Sum same = entries.get(i + 1).sum();
        add(entry.sum(), same.quantity, same.records, same.example, same.sources);
        addAll(entry.sum(), same);
      }
      if (entry.sum().example != null || entry.sum().quantity.signum() != 0) {
        usage.add(usage(entry.key(), entry.sum()));
      }
    }
    entries.clear();
    return usage;
  }

  private MeteredUsage usage(Key key, Sum sum) {
    SortedMap<String, String> tags = new TreeMap<>();
    StringBuilder id = new StringBuilder(escaped(key.charge()));
    id.append('|').append(escaped(key.instance()));
    id.append('|').append(escaped(key.country()));
    id.append('|').append(escaped(key.numberType()));
    for (int i = 0; i < tagNames.size(); i++) {
      String value = key.tags().get(i);
      id.append('|').append(escaped(value));
      if (value != null) {
        tags.put(tagNames.get(i), value);
      }
    }
    if (key.resource() != null) {
      id.append("|of ").append(escaped(key.resource()));
    }
    id.append(sliceTexts.computeIfAbsent(key.slices(), FactSums::text));
    return new MeteredUsage(
        id.toString(),
        key.charge(),
        key.instance(),
        key.country(),
        key.numberType(),
        tags,
        key.slices(),
        Quantity.of(sum.quantity),
        sum.records,
        text(sum.example),
        sorted(sum.sources),
        occurrences(sum),
        key.resource());
  }

  private static List<Occurrence> occurrences(Sum sum) {
    return sum.occurrences == null
        ? List.of()
        : sum.occurrences.entrySet().stream()
            .map(each -> new Occurrence(each.getKey(), each.getValue()))
            .toList();
  }

  private static String text(List<LocalDate> slices) {
    return slices.stream().map(slice -> "|" + slice).collect(Collectors.joining());
  }

  private static List<Source> sorted(Collection<Source> sources) {
    return sources instanceof List<Source> list && list.size() == 1
        ? list
        : sources.stream().sorted().toList();
  }

  private static String escaped(@Nullable String part) {
    if (part != null && part.indexOf('\\') < 0 && part.indexOf('|') < 0) {
      return part;
    }
    return part == null ? "" : part.replace("\\", "\\\\").replace("|", "\\|");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static int compare(Key a, Key b) {
    int order = TextForms.compare(a.charge(), b.charge());
    order = order != 0 ? order : compare(a.instance(), b.instance());
    order = order != 0 ? order : compare(a.country(), b.country());
    order = order != 0 ? order : compare(a.numberType(), b.numberType());
    order = order != 0 ? order : compareTags(a.tags(), b.tags());
    order = order != 0 ? order : compare(a.resource(), b.resource());
    return order != 0 ? order : compareSlices(a.slices(), b.slices());
  }

  @SuppressWarnings("ReferenceEquality") // Most texts are shared.
  private static int compare(@Nullable String a, @Nullable String b) {
    return a == b ? 0 : TextForms.NULLS_FIRST.compare(a, b);
  }

  private static int compareTags(List<@Nullable String> a, List<@Nullable String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareSlices(List<LocalDate> a, List<LocalDate> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
