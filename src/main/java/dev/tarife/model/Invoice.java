package dev.tarife.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an account owes for a month, and why.
 *
 * @param account the billing account
 * @param period the month
 * @param currency ISO 4217 code
 * @param bundle what priced it
 * @param lines in the order of the catalogue; their amounts add up to {@code totalExact}
 * @param rejected usage that was not charged, with its reason
 * @param notes what the reader should know, in words
 * @param totalExact the exact sum in ten decimals; what the lines add up to
 * @param total the exact sum, rounded once (decision A-45)
 * @param carries what the next month begins with (decision A-83)
 */
public record Invoice(
    String account,
    Period period,
    String currency,
    BundleId bundle,
    List<LineItem> lines,
    List<Rejection> rejected,
    List<String> notes,
    Money totalExact,
    Money total,
    Carried carries) {
  public Invoice {
    lines = List.copyOf(lines);
    rejected = List.copyOf(rejected);
    notes = List.copyOf(notes);
  }

  /** This invoice with more that was not charged, and more to say. */
  public Invoice withMore(List<Rejection> rejections, List<String> remarks) {
    return with(
        Stream.concat(rejected.stream(), rejections.stream()).toList(),
        Stream.concat(notes.stream(), remarks.stream()).toList());
  }

  /** This invoice with other rejections, which it sorts, and other notes. */
  public Invoice with(List<Rejection> rejections, List<String> remarks) {
    return new Invoice(
        account,
        period,
        currency,
        bundle,
        lines,
        rejections.stream().sorted().toList(),
        remarks,
        totalExact,
        total,
        carries);
  }

  /** Whether tax is among its lines. */
  public boolean isTaxed() {
    return lines.stream().anyMatch(line -> line.kind() == LineKind.TAX);
  }
}
