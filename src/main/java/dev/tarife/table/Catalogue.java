package dev.tarife.table;

import dev.tarife.model.Instance;
import dev.tarife.model.Period;
import dev.tarife.model.Quantity;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code charges.xlsx}: what can be charged, the words the other workbooks may use, and settings.
 * Every map keeps the order of its sheet.
 *
 * @param timeZones of the Regions whose row names one (decision A-85)
 */
public record Catalogue(
    Settings settings,
    Map<String, Charge> charges,
    Map<String, Area> areas,
    Map<String, Unit> units,
    Map<String, Word> regions,
    Map<String, ZoneId> timeZones,
    Map<String, Word> countries,
    Map<String, Word> numberTypes,
    Map<String, Word> plans) {
  public Catalogue {
    charges = ordered(charges);
    areas = ordered(areas);
    units = ordered(units);
    regions = ordered(regions);
    timeZones = ordered(timeZones);
    countries = ordered(countries);
    numberTypes = ordered(numberTypes);
    plans = ordered(plans);
  }

  /**
   * The charge of a code.
   *
   * @throws IllegalArgumentException if the catalogue has none such
   */
  public Charge charge(String code) {
    Charge charge = charges.get(code);
    if (charge == null) {
      throw new IllegalArgumentException(
          "The catalogue has no charge (" + code + "). Maybe charges.xlsx, Charges misses a row.");
    }
    return charge;
  }

  /** The unit in which a charge is priced. */
  public Unit unit(Charge charge) {
    Unit unit = units.get(charge.unit());
    if (unit == null) {
      throw new IllegalArgumentException(
          "The catalogue has no unit (" + charge.unit() + ") of charge (" + charge.code() + ").");
    }
    return unit;
  }

  /** The time zone of an instance: its own, else that of its Region, else UTC. */
  public ZoneId timeZone(Instance instance) {
    ZoneId own = instance.timeZone();
    return own != null ? own : timeZones.getOrDefault(instance.region(), ZoneOffset.UTC);
  }

  /**
   * A quantity in base units of a month.
   *
   * @throws IllegalArgumentException if the catalogue has no such unit
   */
  public Quantity base(Quantity quantity, String unitCode, Period period) {
    Unit unit = units.get(unitCode);
    if (unit == null) {
      throw new IllegalArgumentException("The catalogue has no unit (" + unitCode + ").");
    }
    return quantity.times(unit.basePerUnit(period));
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * How money is rounded.
   *
   * @param currency ISO 4217 code of every price
   * @param minorUnits decimals of the invoice's total
   * @param totalRounding how the total is rounded
   * @param lineDecimals decimals of a line's amount (decision A-45)
   */
  public record Settings(
      String currency, int minorUnits, RoundingMode totalRounding, int lineDecimals) {}
}
