package dev.tarife.metering.input;

import dev.tarife.model.FaultException;
import dev.tarife.model.UsageRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads usage records from CSV, JSON lines (both also in gzip) and Parquet, one by one, and names
 * the line of everything that breaks the contract.
 */
public final class UsageReader {
  /** Takes records one by one, each with its line. */
  public interface Sink {
    void accept(long line, UsageRecord record);
  }

  private UsageReader() {}

  /**
   * Every record of a file, in its order, repeated ones too.
   *
   * @throws dev.tarife.model.FaultException with every fault of the file
   */
  public static List<UsageRecord> read(Path path) {
    List<UsageRecord> records = new ArrayList<>();
    forEach(path, (line, record) -> records.add(record));
    return records;
  }

  /**
   * Hands over every record of a file, in its order, repeated ones too. None is kept in memory.
   *
   * @param sink gets records also of a file that turns out to be at fault
   * @throws dev.tarife.model.FaultException with every fault of the file, at its end
   */
  public static void forEach(Path path, Sink sink) {
    UsageFile file = UsageFile.of(path);
    UsageFaults faults = new UsageFaults(file.name());
    RecordParser parser = new RecordParser();
    FileRows.read(
        file,
        faults,
        (line, texts) -> {
          UsageRecord record = parser.parse(texts);
          if (record != null) {
            sink.accept(line, record);
          }
          parser.faults().forEach(fault -> faults.add(line, fault.what(), fault.fix()));
        });
    faults.throwIfAny();
  }

  /**
   * The record that texts by column make.
   *
   * @throws dev.tarife.model.FaultException with every fault of them
   */
  public static UsageRecord record(Map<String, String> texts) {
    RecordParser parser = new RecordParser();
    UsageRecord record = parser.parse(texts);
    UsageFaults faults = new UsageFaults("usage record");
    parser.faults().forEach(fault -> faults.add(0, fault.what(), fault.fix()));
    if (record == null) {
      throw new FaultException(faults.findings());
    }
    return record;
  }

  /**
   * Looks at every row of a file.
   *
   * @param accountNeeded whether each record must name its account
   */
  public static void check(UsageFile file, UsageFaults faults, boolean accountNeeded) {
    RecordParser parser = new RecordParser();
    FileRows.read(
        file,
        faults,
        (line, texts) -> {
          parser.parse(texts);
          parser.faults().forEach(fault -> faults.add(line, fault.what(), fault.fix()));
          if (accountNeeded && TextForms.given(texts.get(Columns.ACCOUNT)) == null) {
            faults.add(line, "account is empty", "the input holds several accounts: name it");
          }
        });
  }
}
