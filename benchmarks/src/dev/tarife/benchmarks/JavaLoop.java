package dev.tarife.benchmarks;

import java.io.BufferedReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A program for this one file: no types, no quoting, no checks, no repeated ids, one price. */
final class JavaLoop {
  private JavaLoop() {}

  static void run(Path file, long records) throws Exception {
    Cases.Watch watch = Cases.Watch.start();
    Map<String, long[]> sums = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        long[] sum =
            sums.computeIfAbsent(
                cells[1] + cells[2] + cells[3] + cells[7] + cells[8], key -> new long[2]);
        sum[0] += Math.max(10, Long.parseLong(cells[5]));
        sum[1] += Math.max(60, Long.parseLong(cells[6]));
      }
    }
    BigDecimal total = BigDecimal.ZERO;
    for (long[] sum : sums.values()) {
      total = total.add(BigDecimal.valueOf(sum[0]).multiply(new BigDecimal("0.0003")));
    }
    watch.end(records, total.doubleValue());
  }
}
