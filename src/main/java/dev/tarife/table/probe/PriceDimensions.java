package dev.tarife.table.probe;

import dev.tarife.model.Instance;
import dev.tarife.table.Catalogue;
import dev.tarife.table.PriceRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions in which usage is priced, plan, Region, country and number type, as positions: 0
 * is usage that has none, the codes of {@code charges.xlsx} follow in their order.
 */
public final class PriceDimensions {
  /** The dimensions, in this order. */
  public enum Side {
    PLAN(0),
    REGION(1),
    COUNTRY(2),
    NUMBER_TYPE(3);

    private final int at;

    Side(int at) {
      this.at = at;
    }

    /** Its place in a {@link DimensionBox}. */
    int at() {
      return at;
    }
  }

  private final List<List<String>> codes = new ArrayList<>();
  private final List<Map<String, Integer>> positions = new ArrayList<>();

  public PriceDimensions(Catalogue catalogue) {
    Collection<String> plans = new LinkedHashSet<>(catalogue.plans().keySet());
    plans.add(Instance.STANDARD);
    add(plans);
    add(catalogue.regions().keySet());
    add(catalogue.countries().keySet());
    add(catalogue.numberTypes().keySet());
  }

  private void add(Collection<String> known) {
    Map<String, Integer> byCode = new HashMap<>();
    known.forEach(code -> byCode.put(code, byCode.size() + 1));
    codes.add(List.copyOf(known));
    positions.add(byCode);
  }

  /** The codes of a side, without "none". */
  List<String> codes(Side side) {
    return codes.get(side.at());
  }

  /** The code at a position; null: none. */
  @Nullable String code(Side side, int position) {
    return position == 0 ? null : codes(side).get(position - 1);
  }

  /** What a cell of a price row lets through: its code, or everything where it is empty. */
  public BitSet matching(Side side, @Nullable String code) {
    BitSet set = new BitSet(codes(side).size() + 1);
    if (code == null) {
      set.set(0, codes(side).size() + 1);
    } else {
      Integer position = positions.get(side.at()).get(code);
      if (position != null) {
        set.set(position);
      }
    }
    return set;
  }

  /** Every code, without "none". */
  public BitSet given(Side side) {
    BitSet set = matching(side, null);
    set.clear(0);
    return set;
  }

  /** "None" alone. */
  static BitSet none() {
    BitSet set = new BitSet(1);
    set.set(0);
    return set;
  }

  /** The usage that a row matches on the days on which it is in force. */
  public DimensionBox box(PriceRow row) {
    return new DimensionBox(
        List.of(
            matching(Side.PLAN, row.plan()),
            matching(Side.REGION, row.region()),
            matching(Side.COUNTRY, row.country()),
            matching(Side.NUMBER_TYPE, row.numberType())),
        row.firstDay(),
        row.endDay());
  }

  /** The usage at a place of the space, at all times. */
  public DimensionBox always(BitSet plans, BitSet regions, BitSet countries, BitSet numberTypes) {
    return new DimensionBox(
        List.of(plans, regions, countries, numberTypes), LocalDate.MIN, LocalDate.MAX);
  }

  /** The first point of a box that is not empty. */
  public Point point(DimensionBox box) {
    return new Point(
        first(box, Side.PLAN),
        first(box, Side.REGION),
        first(box, Side.COUNTRY),
        first(box, Side.NUMBER_TYPE));
  }

  private @Nullable String first(DimensionBox box, Side side) {
    return code(side, box.side(side).nextSetBit(0));
  }

  /** One combination of codes; null where the usage has none. */
  public record Point(
      @Nullable String plan,
      @Nullable String region,
      @Nullable String country,
      @Nullable String numberType) {}
}
