package dev.tarife.table;

import dev.tarife.model.Account;
import dev.tarife.model.LineKind;
import dev.tarife.model.Money;
import dev.tarife.model.Origin;
import dev.tarife.model.Period;
import dev.tarife.model.Place;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code scenarios.xlsx}: a worked example, and what its invoice must say.
 *
 * @param origin its row on the sheet Scenarios
 * @param code such as {@code V1}
 * @param title what it shows
 * @param account the account, with its instances
 * @param period the month
 * @param usage the records, repeated ones written out
 * @param expected every line of the invoice, in any order
 * @param totalExact the sum of the lines
 * @param rejected how many records must be rejected
 * @param cells the cells of its row on the sheet Scenarios, by header
 */
public record Scenario(
    Origin origin,
    String code,
    String title,
    Account account,
    Period period,
    List<UsageRecord> usage,
    List<ExpectedLine> expected,
    Money totalExact,
    long rejected,
    Map<String, Place> cells) {
  public Scenario {
    usage = List.copyOf(usage);
    expected = List.copyOf(expected);
    cells = Map.copyOf(cells);
  }

  /** The cell under a header; its row where the sheet has no such column. */
  public Place cell(String header) {
    return cells.getOrDefault(header, Place.row(origin));
  }

  /**
   * A line that the invoice must have.
   *
   * @param origin its row on the sheet Lines
   * @param cells the cells of that row, by header
   */
  public record ExpectedLine(
      Origin origin,
      String charge,
      LineKind kind,
      @Nullable String instance,
      @Nullable String country,
      @Nullable String numberType,
      @Nullable Integer tier,
      Quantity quantity,
      Money unitPrice,
      Money amount,
      Map<String, Place> cells) {
    public ExpectedLine {
      cells = Map.copyOf(cells);
    }

    /** The cell under a header; the row where the sheet has no such column. */
    public Place cell(String header) {
      return cells.getOrDefault(header, Place.row(origin));
    }
  }
}
