package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the input and on the command line that must not pass without a word. */
class NothingSilentTest {
  private static final String HEADER = "record_id,instance,usage_type,start_time,quantity";

  @TempDir Path folder;

  @BeforeEach
  void anAccount() throws IOException {
    Files.writeString(
        folder.resolve("account.yaml"),
        """
        account: "123456789012"
        currency: USD
        instances:
          - { id: main, region: us-west-2 }
        """);
  }

  private InProcess.Done run(String... args) {
    return InProcess.run(Real.tariff(), Real.TABLES, args);
  }

  private InProcess.Done rate(String month, String... lines) throws IOException {
    Files.writeString(folder.resolve("usage.csv"), String.join("\n", lines) + "\n");
    return run("rate", folder.toString(), "--month", month);
  }

  @Test
  void aColumnThatNothingReadsIsNotedAndWarnedOf() throws IOException {
    String header = HEADER + ",counts,tag:team,objects";
    InProcess.Done done = rate("2024-05", header, "e1,main,task,2024-05-02,1,20000,a,5");
    assertThat(done.status()).isZero();
    assertThat(done.out()).contains("the column (counts) is not read; did you mean count?");
    assertThat(done.err())
        .isEqualToIgnoringNewLines(
            folder.resolve("usage.csv")
                + ":1: warning: the column (counts) is not read; did you mean count?");
    assertThat(run("inspect", folder.toString()).out())
        .containsPattern("counts +nothing; did you mean count\\?")
        .containsPattern("tag:team +--by tag:team")
        .containsPattern("quantity +the input format");
  }

  @Test
  void aMonthInWhichNothingLiesIsAFault() throws IOException {
    InProcess.Done done = rate("2023-05", HEADER, "e1,main,task,2024-05-02,1");
    assertThat(done.status()).isEqualTo(1);
    assertThat(done.out()).isEmpty();
    assertThat(done.err())
        .contains("usage.csv: no record lies in 2023-05: the records are of 2024-05");
    InProcess.Done allowed =
        run("rate", folder.toString(), "--month", "2023-05", "--allow-empty", "--format", "json");
    assertThat(allowed.status()).isZero();
    assertThat(allowed.out())
        .contains("\"total\": \"0.00\"")
        .contains("no record lies in 2023-05: the records are of 2024-05");
    InProcess.Done none = rate("2024-05", HEADER);
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("the input holds no record");
  }

  @Test
  void aHoldingThatOverlapsTheMonthLiesInIt() throws IOException {
    InProcess.Done done =
        rate(
            "2024-05",
            HEADER + ",resource_id,country,number_type",
            "n1,main,phone-number,2024-01-02,,+12065550100,US,did");
    assertThat(done.status()).isZero();
  }

  @Test
  void aFractionOfAThingIsPricedAndNoted() throws IOException {
    InProcess.Done done = rate("2024-05", HEADER, "c1,main,case,2024-05-02,1.200");
    assertThat(done.out())
        .contains("0.144")
        .containsPattern("record\\s+c1")
        .contains("usage.csv:2)")
        .containsPattern("write\\s+1200");
  }

  @Test
  void anUnknownNameIsRejectedWithTheNearestAndItsLine() throws IOException {
    InProcess.Done done =
        rate("2024-05", HEADER, "a,main,task,2024-05-02,1", "b,mian,tsak,2024-05-02,1");
    assertThat(done.status()).isEqualTo(3);
    assertThat(done.out())
        .containsPattern("did\\s+you\\s+mean\\s+task\\?")
        .contains("usage.csv:3)");
  }

  @Test
  void aTagThatNoRecordHasIsRefused() throws IOException {
    rate("2024-05", HEADER + ",tag:team", "a,main,task,2024-05-02,1,x");
    InProcess.Done done = run("rate", folder.toString(), "--month", "2024-05", "--by", "tag:teem");
    assertThat(done.status()).isEqualTo(1);
    assertThat(done.err())
        .contains("--by tag:teem: no record has this tag; name one that records have: tag:team");
  }

  @Test
  void whatDoesNotExistIsRefusedAlsoWithHelp() {
    assertThat(run("foo", "--help").status()).isEqualTo(2);
    assertThat(run("rate", "--foo", "--help").err()).contains("Unknown option: '--foo'");
    assertThat(run("bundle", "lst", "-h").err()).contains("Unknown command: 'lst'");
    assertThat(run("bundle", "list", "--help").status()).isZero();
  }
}
