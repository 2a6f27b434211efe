package dev.tarife.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.Needs;
import dev.tarife.ProgressLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/tarife} when it is killed, when disks are full, and on one core or two: what it leaves
 * behind, and that its invoices are the same.
 */
@Tag("outside")
@Tag("slow")
class SteadyTest {
  private static final Path TARIFE = Path.of("bin/tarife").toAbsolutePath();
  private static final Path SAMPLE = Path.of("samples/contact-records-2024-05").toAbsolutePath();
  private static final int ACCOUNTS = 40;

  @TempDir private Path folder = Path.of("");
  private Path temporary = Path.of("");

  /** What a process did. */
  record Done(int status, String out, String err) {}

  @BeforeEach
  void ready() throws IOException {
    Needs.program("bash");
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TARIFE.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    builder.environment().remove("TARIFE_DEBUG");
    return builder;
  }

  private Done run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Done(
        process.exitValue(),
        Files.readString(out, UTF_8),
        ProgressLines.without(Files.readString(err, UTF_8)));
  }

  @Test
  void oneCoreAndTwoGiveTheSameBytes() throws Exception {
    StringBuilder accounts = new StringBuilder();
    StringBuilder usage =
        new StringBuilder("record_id,account,instance,usage_type,start_time,quantity,country,")
            .append("number_type\n");
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.append(
          "{\"account\":\"a%d\",\"currency\":\"USD\",\"instances\":[{\"id\":\"i%d\",\"region\":\"us-west-2\"}]}\n"
              .formatted(i, i));
      for (String type : List.of("voice-inbound", "task", "chat-message", "sms-message")) {
        usage.append(
            "%s-%d,a%d,i%d,%s,2024-05-06T09:00:00Z,%d,US,did\n"
                .formatted(type, i, i, i, type, 7 + i));
      }
    }
    Files.writeString(folder.resolve("accounts.jsonl"), accounts);
    Files.writeString(folder.resolve("usage.csv"), usage);
    for (String format : List.of("json", "csv", "text")) {
      List<Done> done = new ArrayList<>();
      for (String threads : List.of("1", "2")) {
        done.add(run("rate", ".", "--month", "2024-05", "--format", format, "--threads", threads));
      }
      assertThat(done.get(0).status()).as(done.get(0).err()).isZero();
      assertThat(done.get(0).out()).contains("a0", "a" + (ACCOUNTS - 1));
      assertThat(done.get(1)).as(format).isEqualTo(done.get(0));
    }
  }

  @Test
  void linesAreToldApartByTags() throws Exception {
    Files.copy(SAMPLE.resolve("account.yaml"), folder.resolve("account.yaml"));
    String instance =
        Files.readString(folder.resolve("account.yaml"), UTF_8)
            .replaceAll("(?s).*id: ([^,]+),.*", "$1")
            .strip();
    Files.writeString(
        folder.resolve("usage.csv"),
        "record_id,instance,usage_type,start_time,quantity,tag:team\n"
            + "t1,"
            + instance
            + ",task,2024-05-06,3,sales\n"
            + "t2,"
            + instance
            + ",task,2024-05-06,2,care\n");
    Files.createDirectory(folder.resolve("contact-records"));
    Files.writeString(
        folder.resolve("contact-records/1.json"),
        """
        {"ContactId":"c1","Channel":"TASK","InitiationMethod":"API","Tags":{"team":"sales"},
        "InstanceARN":"arn:aws:connect:us-west-2:1:instance/%s",
        "InitiationTimestamp":"2024-05-06T10:00:00Z"}
        """
            .formatted(instance));
    Done done = run("rate", ".", "--month", "2024-05", "--by", "tag:team", "--format", "csv");
    assertThat(done.status()).as(done.err()).isZero();
    // 3 and 1 of sales, 2 of care, at 0.04.
    assertThat(done.out().lines().filter(line -> line.contains(",task,")))
        .hasSize(2)
        .anyMatch(line -> line.contains("tag:team=sales") && line.contains(",4,"))
        .anyMatch(line -> line.contains("tag:team=care") && line.contains(",2,"));
    assertThat(run("rate", ".", "--month", "2024-05", "--by", "team").status()).isEqualTo(2);
  }

  @Test
  void inspectTellsWhatIsInTheInputAndWhatWouldBeRejected() throws Exception {
    Done done = run("inspect", SAMPLE.toString());
    assertThat(done.err()).isEmpty();
    assertThat(done.status()).isZero();
    assertThat(done.out())
        .contains("Contact records: 30 documents, 28 contacts, 2 delivered again")
        .contains("5  voice-inbound")
        .contains("Would be rejected")
        .contains("  - 1 record: the other end's number is of no country");
  }

  @Test
  void whatAKilledRunLeftIsDeletedByTheNext() throws Exception {
    Path records = Files.createDirectories(folder.resolve("contact-records"));
    String lines = Files.readString(SAMPLE.resolve("contact-records/synthetic-voice.jsonl"), UTF_8);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      many.append(lines.replace("\"ContactId\":\"", "\"ContactId\":\"" + i + "-"));
    }
    for (int i = 0; i < 8; i++) {
      Files.writeString(records.resolve(i + ".jsonl"), many);
    }
    Files.copy(SAMPLE.resolve("account.yaml"), folder.resolve("account.yaml"));
    Files.copy(SAMPLE.resolve("numbers.csv"), folder.resolve("numbers.csv"));
    Process process =
        builder("rate", ".", "--month", "2024-05")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && staged().isEmpty()) {
      Thread.sleep(1);
    }
    process.destroyForcibly();
    process.waitFor();
    assertThat(staged()).as("the run was killed in the middle").isNotEmpty();
    run("inspect", SAMPLE.toString());
    assertThat(staged()).isEmpty();
  }

  /** What runs keep in the temporary folder. */
  private List<Path> staged() throws IOException {
    try (Stream<Path> found = Files.list(temporary)) {
      return found
          .filter(path -> path.getFileName().toString().startsWith("tarife-"))
          .filter(path -> Files.exists(path.resolve("contacts-0.csv")))
          .toList();
    }
  }

  @Test
  void aFullDiskIsSaidAndNothingHalfWrittenIsLeft() throws Exception {
    Needs.met(Files.exists(Path.of("/dev/full")), "there is no /dev/full: run on Linux");
    Done full = run("rate", SAMPLE.toString(), "--allow-rejected", "--output", "/dev/full");
    assertThat(full.status()).isEqualTo(1);
    assertThat(full.out()).isEmpty();
    assertThat(full.err()).startsWith("/dev/full: this cannot be written").contains("make room");
    Path nowhere = folder.resolve("nowhere");
    Done missing =
        run("rate", SAMPLE.toString(), "--allow-rejected", "--output", nowhere + "/invoice.txt");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("its folder does not exist");
    // A file stands where the temporary folder should be: nothing can be staged there.
    Path unwritable = Files.writeString(folder.resolve("no-folder"), "x");
    temporary = unwritable;
    Done unstaged = run("rate", SAMPLE.toString(), "--allow-rejected", "--output", "invoice.json");
    assertThat(unstaged.status()).isEqualTo(1);
    assertThat(unstaged.err()).contains("no temporary files can be written here");
    assertThat(folder.resolve("invoice.json")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }
}
