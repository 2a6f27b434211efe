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
 * @param contacts contact records and numbers, which settle more usage
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
    Contacts contacts,
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

  /** A contact record: a document of JSON on one line, and where it stands. */
  public record ContactText(String json, Place place) {}

  /** A row of a number inventory as it is written, an empty text where it has nothing. */
  public record InventoryRow(
      String number,
      String instance,
      String country,
      String numberType,
      String claimedAt,
      String releasedAt,
      Place place) {}

  /**
   * What comes from Amazon Connect.
   *
   * @param records contact records
   * @param numbers what a number inventory says
   */
  public record Contacts(List<ContactText> records, List<InventoryRow> numbers) {
    /** There are none. */
    public static final Contacts NONE = new Contacts(List.of(), List.of());

    public Contacts {
      records = List.copyOf(records);
      numbers = List.copyOf(numbers);
    }

    public boolean isEmpty() {
      return records.isEmpty() && numbers.isEmpty();
    }
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
