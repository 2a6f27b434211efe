package dev.tarife.table.probe;

import dev.tarife.table.probe.PriceDimensions.Side;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the space of usage: every combination of one position of each side, on the days from
 * one to another. What price rows match are boxes, and what is left of one box when others are
 * taken away is boxes again; so holes and overlaps are found exactly.
 *
 * @param sides positions of {@link Side#values}, none of them changed after
 * @param from first day
 * @param to the day after the last
 */
public record DimensionBox(List<BitSet> sides, LocalDate from, LocalDate to) {
  public BitSet side(Side side) {
    return sides.get(side.at());
  }

  public boolean isEmpty() {
    return !from.isBefore(to) || sides.stream().anyMatch(BitSet::isEmpty);
  }

  public boolean meets(DimensionBox other) {
    if (!from.isBefore(other.to) || !other.from.isBefore(to)) {
      return false;
    }
    for (int i = 0; i < sides.size(); i++) {
      if (!sides.get(i).intersects(other.sides.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What both have in common; null: nothing. */
  @Nullable
  public DimensionBox meet(DimensionBox other) {
    if (!meets(other)) {
      return null;
    }
    List<BitSet> common = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      BitSet set = (BitSet) sides.get(i).clone();
      set.and(other.sides.get(i));
      common.add(set);
    }
    return new DimensionBox(common, later(from, other.from), earlier(to, other.to));
  }

  /** This box with other positions on one side. */
  public DimensionBox with(Side side, BitSet positions) {
    List<BitSet> changed = new ArrayList<>(sides);
    changed.set(side.at(), positions);
    return new DimensionBox(changed, from, to);
  }

  /** This box on other days. */
  public DimensionBox on(LocalDate first, LocalDate end) {
    return new DimensionBox(sides, first, end);
  }

  /** What of this box lies in none of the others, cut into boxes that do not meet. */
  public List<DimensionBox> without(Collection<DimensionBox> others) {
    List<DimensionBox> left = List.of(this);
    for (DimensionBox other : others) {
      List<DimensionBox> next = new ArrayList<>();
      left.forEach(box -> box.cut(other, next));
      left = next;
    }
    return left;
  }

  private void cut(DimensionBox other, List<DimensionBox> left) {
    if (isEmpty()) {
      return;
    }
    if (!meets(other)) {
      left.add(this);
      return;
    }
    DimensionBox inner = this;
    for (Side side : Side.values()) {
      BitSet outside = (BitSet) inner.side(side).clone();
      outside.andNot(other.side(side));
      if (!outside.isEmpty()) {
        left.add(inner.with(side, outside));
      }
      BitSet inside = (BitSet) inner.side(side).clone();
      inside.and(other.side(side));
      inner = inner.with(side, inside);
    }
    if (from.isBefore(other.from)) {
      left.add(inner.on(from, other.from));
    }
    if (other.to.isBefore(to)) {
      left.add(inner.on(other.to, to));
    }
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? b : a;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
