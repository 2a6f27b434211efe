package dev.tarife.metering.bulk;

import dev.tarife.metering.Metered;
import dev.tarife.metering.Slices;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.input.FileRows;
import dev.tarife.metering.input.JsonKeys;
import dev.tarife.metering.input.RecordParser;
import dev.tarife.metering.input.UsageFaults;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.memory.RecordMeter;
import dev.tarife.metering.terms.Kind;
import dev.tarife.metering.terms.Term;
import dev.tarife.metering.terms.TermSource;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Period;
import dev.tarife.model.UsageRecord;
import dev.tarife.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Meters a few JSON lines in memory, as {@link RecordMeter} does: a database takes longer to open
 * than they take to count. The result is that of {@link BulkMeter}. Whatever is unusual about the
 * files is left to that one, so that only it has to explain what is wrong, and where.
 */
public final class SmallMeter {
  /**
   * For so many records the database still takes twice as long. For many more its start no longer
   * matters, and what counts things that are held grows with the square of the records here.
   */
  private static final int MOST_RECORDS = 2_000;

  /** At twice the usual length of a line, those are all; reading more to give up is a loss. */
  private static final long MOST_BYTES = 1 << 20;

  /**
   * JSON that the database may give as another text than Jackson does: characters by their number,
   * and, as the value of any key, what is negative, nested, has an exponent, is tiny or has more
   * than 15 digits. That a text in quotes may look so as well costs only time.
   */
  private static final Pattern UNUSUAL =
      Pattern.compile("\\\\u|:\\s*(?:[-{\\[]|[0-9.]*+[eE]|[0-9.]{16}|0\\.000)");

  private final Tables tables;
  private final UsageKinds kinds;

  public SmallMeter(Tables tables, UsageKinds kinds) {
    this.tables = tables;
    this.kinds = kinds;
  }

  /**
   * Meters every account's month, if that can be done in memory.
   *
   * @param files as {@link BulkMeter#meter} takes them
   * @param accounts whose records they may hold
   * @param slices the slices of an account's month
   * @param terms asked once, for all kinds together
   * @return null if the files are for {@link BulkMeter}: not JSON lines, too large, or unusual
   */
  public @Nullable BulkMetered meter(
      List<Path> files,
      Collection<Account> accounts,
      Period period,
      Function<Account, Slices> slices,
      TermSource terms,
      BulkMeter.Options options) {
    List<String> tags = options.tags();
    try {
      List<UsageFile> found = UsageFile.of(files);
      if (UsageFile.bytes(found) > MOST_BYTES || !found.stream().allMatch(SmallMeter::isPlain)) {
        return null;
      }
      Set<String> columns = new TreeSet<>();
      List<UsageRecord> records = new ArrayList<>();
      for (UsageFile file : found) {
        columns.addAll(JsonKeys.of(file));
        if (!read(file, records)) {
          return null;
        }
      }
      InstancePlaces places = new InstancePlaces(accounts, options.isAmongOthers());
      Map<Integer, List<UsageRecord>> owned = owned(records, places);
      boolean unread = columns.stream().anyMatch(column -> UnreadColumn.is(column, kinds));
      // Which of several records of one id stays decides whether any has a tag.
      if (unread || owned == null || (!tags.isEmpty() && isAnyRepeated(records))) {
        return null;
      }
      Collection<Term> all = terms(owned, places, terms);
      RecordMeter meter = new RecordMeter(tables, kinds, tags);
      AccountTotals ledger = new AccountTotals(accounts.size());
      Map<Integer, List<MeteredUsage>> usage = new HashMap<>();
      owned.forEach(
          (number, own) -> {
            Account account = places.accounts().get(number);
            Metered metered =
                meter.meter(account, account.instances(), slices.apply(account), own, all);
            ledger.add(number, metered);
            usage.put(number, metered.usage());
          });
      return new BulkMetered(
          null,
          null,
          places,
          ledger,
          number -> usage.getOrDefault(number, List.of()),
          new BulkMetered.Input(
              columns,
              List.of(),
              untagged(records, tags),
              ledger.any() ? List.of() : months(records)));
    } catch (IOException | FaultException e) {
      return null;
    }
  }

  private static boolean isPlain(UsageFile file) {
    return file.format() == UsageFile.Format.JSONL && !file.zipped();
  }

  /** Adds the records of a file; false: it is unusual, has none, or is one of too many. */
  private static boolean read(UsageFile file, List<UsageRecord> records) throws IOException {
    if (UNUSUAL.matcher(Files.readString(file.path())).find()) {
      return false;
    }
    int before = records.size();
    UsageFaults faults = new UsageFaults(file.name());
    RecordParser parser = new RecordParser();
    FileRows.read(
        file,
        faults,
        (line, texts) -> {
          UsageRecord record = records.size() > MOST_RECORDS ? null : parser.parse(texts);
          if (record != null) {
            records.add(record);
          }
          parser.faults().forEach(fault -> faults.add(line, fault.what(), fault.fix()));
        });
    return faults.isEmpty() && records.size() > before && records.size() <= MOST_RECORDS;
  }

  /** The records by the number of their account; null: some belong to none. */
  private static @Nullable Map<Integer, List<UsageRecord>> owned(
      List<UsageRecord> records, InstancePlaces places) {
    Map<Integer, List<UsageRecord>> owned = new TreeMap<>();
    for (UsageRecord record : records) {
      Integer owner =
          record.account() == null && !places.isSingle() ? null : places.owner(record.account());
      if (owner == null) {
        return null;
      }
      owned.computeIfAbsent(owner, key -> new ArrayList<>()).add(record);
    }
    return owned;
  }

  private static boolean isAnyRepeated(List<UsageRecord> records) {
    Set<String> ids = new HashSet<>();
    return !records.stream().map(UsageRecord::recordId).allMatch(ids::add);
  }

  private Collection<Term> terms(
      Map<Integer, List<UsageRecord>> owned, InstancePlaces places, TermSource terms) {
    Set<Kind> asked = new TreeSet<>();
    owned.forEach(
        (account, records) -> {
          for (UsageRecord record : records) {
            if (kinds.types().containsKey(record.usageType())) {
              asked.add(kinds.of(record, places.instance(account, record.instance())));
            }
          }
        });
    return asked.isEmpty() ? List.of() : terms.terms(asked);
  }

  private static List<String> untagged(List<UsageRecord> records, List<String> tags) {
    return tags.stream()
        .filter(tag -> records.stream().noneMatch(record -> record.attributes().containsKey(tag)))
        .toList();
  }

  private static List<YearMonth> months(List<UsageRecord> records) {
    return records.stream()
        .map(record -> YearMonth.from(record.startTime().atOffset(ZoneOffset.UTC)))
        .distinct()
        .sorted()
        .toList();
  }
}
