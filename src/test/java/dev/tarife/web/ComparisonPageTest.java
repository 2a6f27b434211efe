package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import dev.tarife.table.SmallTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of {@code tarife compare} in a real browser, from a file: by its own policy, and by axe.
 */
@Tag("slow")
class ComparisonPageTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void everybodyCanUseThePageOfAComparison() throws Exception {
    Files.writeString(
        folder.resolve("account.yaml"),
        "account: a\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n");
    Files.writeString(
        folder.resolve("usage.csv"),
        """
        record_id,instance,usage_type,start_time,quantity,country,number_type
        r,main,voice-inbound,2024-05-06T09:00:00Z,120,US,did
        s,main,fax,2024-05-06T09:00:00Z,120,US,did
        """);
    InProcess.Done done =
        InProcess.run(
            Path.of("decision-tables"),
            Map.of(),
            InProcess.STILL,
            "compare",
            "--before",
            SmallTables.write(0.018, folder.resolve("may")).toString(),
            "--after",
            SmallTables.write(0.02, folder.resolve("june")).toString(),
            folder.toString(),
            "--month",
            "2024-05",
            "--format",
            "html",
            "--allow-rejected",
            "--output",
            folder.resolve("change.html").toString());
    assertThat(done.status()).as(done.err()).isZero();
    try (Chromium chromium = Chromium.open(folder)) {
      chromium.visit("/change.html").see("h1", "What a change of prices does to 2024-05");
      assertThat(chromium.text("tbody")).contains("+0.004");
      chromium.click("summary").see("details[open] ins", "0.02");
      chromium.inspect("comparison");
    }
  }
}
