package dev.tarife.spark;

import dev.tarife.billing.AccountReader;
import dev.tarife.billing.PricingEngine;
import dev.tarife.billing.TariffEngine;
import dev.tarife.bundle.Bundle;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What every task of a job must know; it travels as a broadcast, once to each executor.
 *
 * @param run tells jobs apart
 * @param options of the job
 * @param bundle the tariff
 * @param accounts the files of all accounts
 * @param numbers all number inventories, whole: a call may be of another account's number
 * @param hadoop how files are reached
 * @param stage the folder of the rows that are handed over
 * @param buckets where each account is invoiced
 * @param files the input
 * @param groups of the text files
 * @param typed typed inputs, in words: Parquet files of one schema, and tables
 * @param columns of all usage, and the files that have each
 * @param lines how many lines lie before a piece of a text file, by number and start of the piece
 * @param nothing said of every account if nothing lies in the month; null: something does
 */
record Setup(
    String run,
    JobOptions options,
    Tariffs bundle,
    List<Document> accounts,
    List<Document> numbers,
    Hadoop hadoop,
    String stage,
    Buckets buckets,
    List<SourceFile> files,
    List<TextGroup> groups,
    List<String> typed,
    TreeMap<String, TreeSet<String>> columns,
    TreeMap<String, Long> lines,
    @Nullable String nothing)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The accounts of the last job of this JVM. */
  private static final class Last {
    private static String run = "";
    private static List<Account> accounts = List.of();

    private Last() {}
  }

  /** A small file of the input. */
  @SuppressWarnings("ArrayRecordComponent")
  record Document(String name, byte[] bytes) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The bytes of a bundle, and what they must be.
   *
   * @param trust certificates of trusted signers; null: it need not be signed
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Tariffs(String name, byte[] jar, String sha256, byte @Nullable [] trust)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Opens the bundle, once in a JVM. */
    Bundle open() {
      return OpenBundles.of(name, jar, sha256, trust);
    }
  }

  Setup withLines(TreeMap<String, Long> before) {
    return new Setup(
        run, options, bundle, accounts, numbers, hadoop, stage, buckets, files, groups, typed,
        columns, before, nothing);
  }

  Setup withNothing(String said) {
    return new Setup(
        run, options, bundle, accounts, numbers, hadoop, stage, buckets, files, groups, typed,
        columns, lines, said);
  }

  /** Where temporary files go; null: where the JVM says. */
  @Nullable Path folder() {
    return options.folder() == null ? null : Path.of(options.folder());
  }

  /** The engine of a task that may use so many threads. */
  PricingEngine engine(int threads) {
    BulkMeter.Options limits =
        new BulkMeter.Options(folder(), options.memory(), threads, options.tags());
    return new TariffEngine(bundle.open(), limits);
  }

  /** All accounts, read once in a JVM. */
  Collection<Account> accounts(PricingEngine engine) {
    synchronized (Last.class) {
      if (!Last.run.equals(run)) {
        Last.accounts = read(engine);
        Last.run = run;
      }
      return Last.accounts;
    }
  }

  private List<Account> read(PricingEngine engine) {
    try {
      Path folder = Files.createTempDirectory("tarife-accounts");
      List<Path> files = new ArrayList<>();
      try {
        for (Document document : accounts) {
          boolean lines = document.name().toLowerCase(Locale.ROOT).endsWith(".jsonl");
          Path file = folder.resolve(files.size() + (lines ? ".jsonl" : ".yaml"));
          Files.write(file, document.bytes());
          files.add(file);
        }
        String currency = engine.catalogue().settings().currency();
        return List.copyOf(AccountReader.read(files, currency, engine.features()).values());
      } finally {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
