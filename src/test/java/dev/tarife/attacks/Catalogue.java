package dev.tarife.attacks;

import java.util.List;
import java.util.stream.Stream;

/** Every attack, in the order of the page. */
final class Catalogue {
  static final List<Attack> ATTACKS =
      Stream.of(
              CellAttacks.ALL,
              PriceAttacks.ALL,
              FileAttacks.ALL,
              UsageAttacks.ALL,
              ContactAttacks.ALL,
              BundleAttacks.ALL)
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}
}
