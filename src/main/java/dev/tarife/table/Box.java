package dev.tarife.table;

import dev.tarife.table.Space.Side;
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
record Box(List<BitSet> sides, LocalDate from, LocalDate to) {
  BitSet side(Side side) {
    return sides.get(side.at());
  }

  boolean isEmpty() {
    return !from.isBefore(to) || sides.stream().anyMatch(BitSet::isEmpty);
  }

  boolean meets(Box other) {
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
  @Nullable Box meet(Box other) {
    if (!meets(other)) {
      return null;
    }
    List<BitSet> common = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      BitSet set = (BitSet) sides.get(i).clone();
      set.and(other.sides.get(i));
      common.add(set);
    }
    return new Box(common, later(from, other.from), earlier(to, other.to));
  }

  /** This box with other positions on one side. */
  Box with(Side side, BitSet positions) {
    List<BitSet> changed = new ArrayList<>(sides);
    changed.set(side.at(), positions);
    return new Box(changed, from, to);
  }

  /** This box on other days. */
  Box on(LocalDate first, LocalDate end) {
    return new Box(sides, first, end);
  }

  /** What of this box lies in none of the others, cut into boxes that do not meet. */
  List<Box> without(Collection<Box> others) {
    List<Box> left = List.of(this);
    for (Box other : others) {
      List<Box> next = new ArrayList<>();
      left.forEach(box -> box.cut(other, next));
      left = next;
    }
    return left;
  }

  private void cut(Box other, List<Box> left) {
    if (isEmpty()) {
      return;
    }
    if (!meets(other)) {
      left.add(this);
      return;
    }
    Box inner = this;
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
