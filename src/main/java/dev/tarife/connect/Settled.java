package dev.tarife.connect;

import dev.tarife.duckdb.Spill;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What contact records and numbers settled; its files are gone when it is closed. */
public final class Settled implements AutoCloseable {
  /**
   * An account's share of what is not usage.
   *
   * @param rejected what is not charged, and why
   * @param outOfPeriod how many of the rejected lie outside the month, so that nobody misses them
   * @param notes what the records cannot settle, in words
   */
  record Share(List<Rejection> rejected, long outOfPeriod, List<String> notes) {
    static final Share NONE = new Share(List.of(), 0, List.of());

    Share {
      rejected = List.copyOf(rejected);
      notes = List.copyOf(notes);
    }
  }

  private final @Nullable Spill spill;
  private final List<Path> usage;
  private final Map<String, Share> shares;
  private final Share unassigned;
  private final List<YearMonth> months;

  Settled(@Nullable Spill spill, List<Path> usage, Map<String, Share> shares, Share unassigned) {
    this(spill, usage, shares, unassigned, List.of());
  }

  Settled(
      @Nullable Spill spill,
      List<Path> usage,
      Map<String, Share> shares,
      Share unassigned,
      List<YearMonth> months) {
    this.spill = spill;
    this.usage = List.copyOf(usage);
    this.shares = Map.copyOf(shares);
    this.unassigned = unassigned;
    this.months = List.copyOf(months);
  }

  /** Nothing: there were neither contact records nor numbers. */
  static Settled nothing() {
    return new Settled(null, List.of(), Map.of(), Share.NONE);
  }

  /** Usage records of the contract, to be metered as any other. */
  public List<Path> usage() {
    return usage;
  }

  /** The months that contacts are of, also those that are not charged. */
  public List<YearMonth> months() {
    return months;
  }

  /** An account's records that are not charged, and why. */
  public List<Rejection> rejected(String account) {
    return share(account).rejected();
  }

  /** How many rejected records of an account lie outside the month. */
  public long outOfPeriod(String account) {
    return share(account).outOfPeriod();
  }

  /** What an account's records cannot settle, in words. */
  public List<String> notes(String account) {
    return share(account).notes();
  }

  /** Records of no account. */
  public List<Rejection> unassigned() {
    return unassigned.rejected();
  }

  private Share share(String account) {
    return shares.getOrDefault(account, Share.NONE);
  }

  @Override
  public void close() {
    if (spill != null) {
      end(spill);
    }
  }

  /** Deletes a run's folder. */
  static void end(Spill spill) {
    try {
      spill.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
