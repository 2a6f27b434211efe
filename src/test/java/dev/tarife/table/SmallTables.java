package dev.tarife.table;

import static dev.tarife.table.SmallTariff.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Small workbooks whose rules build quickly, for tests elsewhere. */
public final class SmallTables {
  private SmallTables() {}

  /** Workbooks by file name, with a price for a minute of {@code voice-inbound}. */
  public static Map<String, byte[]> priced(double unitPrice) {
    return new SmallTariff()
        .with(
            "prices.xlsx",
            "Prices",
            SmallTariff.PRICES,
            row("service", null, null, null, null, null, null, null, null, unitPrice),
            row("chat", null, null, null, null, null, null, null, null, 0.004))
        .bytes();
  }

  /** The same as files in a folder. */
  public static Path write(double unitPrice, Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> workbook : priced(unitPrice).entrySet()) {
        Files.write(folder.resolve(workbook.getKey()), workbook.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** May 2024 at 0.018 and June at 0.02, and a call of two minutes to rate by them. */
  public static void writeTwoMonths(Path folder) throws IOException {
    Path usage = Files.createDirectory(folder.resolve("acme-2024-05"));
    Files.writeString(
        usage.resolve("account.yaml"),
        "account: a\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n");
    Files.writeString(
        usage.resolve("usage.csv"),
        """
        record_id,instance,usage_type,start_time,quantity,country,number_type
        r,main,voice-inbound,2024-05-06T09:00:00Z,120,US,did
        """);
    write(0.018, folder.resolve("may"));
    write(0.02, folder.resolve("june"));
  }
}
