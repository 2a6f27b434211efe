package dev.tarife.rating.price;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Quantity;
import dev.tarife.table.PriceRow;
import dev.tarife.table.PriceRow.CountsOver;
import dev.tarife.table.PriceRow.Model;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage and the price that was chosen for it.
 *
 * @param usage what is priced
 * @param region Region of its instance; null: counted over the account
 * @param day the day whose price it has
 * @param segment first day of the month on which that price is in force
 * @param model how the quantity becomes an amount
 * @param offers the tiers of the price, ascending; one unless tiered
 * @param perUnit base units of one unit in this month
 */
public record PricedUsage(
    MeteredUsage usage,
    @Nullable String region,
    LocalDate day,
    LocalDate segment,
    Model model,
    List<Offer> offers,
    Quantity perUnit)
    implements Choice, UsageBalance {
  /**
   * Decision A-62: the earlier price, then the dearer, then the line's key, ascending. Instances
   * and tags come after all that decides on prices and allowances: how usage is divided among them
   * must not change what it costs (decision A-45).
   */
  public static final Comparator<PricedUsage> ORDER =
      Comparator.comparing(PricedUsage::segment)
          .thenComparing(Comparator.comparing(PricedUsage::unitPrice).reversed())
          .thenComparing(priced -> text(priced.region))
          .thenComparing(priced -> text(priced.usage.country()))
          .thenComparing(priced -> text(priced.usage.numberType()))
          .thenComparing(priced -> priced.firstTier().row().origin())
          .thenComparing(priced -> priced.usage.slices(), PricedUsage::compareSlices)
          .thenComparing(priced -> text(priced.usage.instance()))
          .thenComparing(priced -> priced.usage.id());

  private static int compareSlices(List<LocalDate> a, List<LocalDate> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Of its usage alone: a session looks every conclusion up, and usage has one price. */
  @Override
  public int hashCode() {
    return usage.hashCode();
  }

  @Override
  public Object usageAfter() {
    return this;
  }

  @Override
  public Quantity usageLeft() {
    return usage.quantity();
  }

  @Override
  public OccurrencesLeft occurrencesLeft() {
    return isOfOccurrences() || !usage.occurrences().isEmpty()
        ? OccurrencesLeft.of(usage)
        : OccurrencesLeft.NONE;
  }

  /** Whether each record, or each chain, is priced by itself. */
  public boolean isOfOccurrences() {
    return firstTier().row().scope().isOfOccurrences();
  }

  /** Whether its tiers count over a year. */
  public boolean isOfYear() {
    return firstTier().row().countsOver() == CountsOver.YEAR;
  }

  /** The first tier, or the only price. */
  public Offer firstTier() {
    return offers.get(0);
  }

  Money unitPrice() {
    return firstTier().row().unitPrice();
  }

  /** The place of a tier among the price's tiers, from 1. */
  public int tier(PriceRow row) {
    for (int i = 0; i < offers.size(); i++) {
      if (offers.get(i).row().origin().equals(row.origin())) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(row.origin() + " is not a tier of " + firstTier().row());
  }

  /** Over what tiers, packages and flat fees run (decision A-63), and since when. */
  public String scope() {
    return isOfYear()
        ? scopeOfMonth() + "|since " + firstTier().row().countsFrom()
        : scopeOfMonth();
  }

  /** Over what they run within the month. */
  public String scopeOfMonth() {
    PriceRow row = firstTier().row();
    return switch (row.scope()) {
      case ACCOUNT -> row.charge();
      case ROW -> row.item();
      case INSTANCE -> itemOfInstance();
      case DAY -> itemOfDay();
      case CHAIN, RECORD -> "each";
    };
  }

  /** What the price is about, of one instance. */
  public String itemOfInstance() {
    return item() + "|of " + text(usage.instance());
  }

  /** What the price is about, on one day. */
  public String itemOfDay() {
    return item() + "|on " + usage.firstSlice();
  }

  /** What the price is about, whatever its dates. */
  public String item() {
    return firstTier().row().item();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
