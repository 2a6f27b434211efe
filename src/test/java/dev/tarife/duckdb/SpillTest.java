package dev.tarife.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.metering.Fixture;
import dev.tarife.metering.Metered;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.metering.input.UsageReader;
import dev.tarife.model.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind, and what it says when it has no room. */
class SpillTest {
  @TempDir Path folder;

  @Test
  void whatAKilledRunLeftIsDeletedByTheNextButNotWhileItLives() throws Exception {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(run.getInputStream(), StandardCharsets.UTF_8))) {
      Path held = Path.of(said.readLine());
      Spill.open(folder).close();
      assertThat(held.resolve("rest")).exists();
      run.destroyForcibly();
      assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(held.resolve("rest")).exists();
      Spill.open(folder).close();
      assertThat(inside()).isEmpty();
    }
  }

  @Test
  void aRunThatFailsLeavesNothing() throws IOException {
    Path spill = Files.createDirectory(folder.resolve("spill"));
    Path bad = Files.writeString(folder.resolve("bad.csv"), "record_id,instance\na,b\n");
    BulkMeter.Options options = new BulkMeter.Options(spill, "1GB", 1, List.of());
    assertThatThrownBy(() -> Fixture.bulk(Fixture.SLICES, List.of(bad), options))
        .isInstanceOf(FaultException.class);
    assertThat(spill).isEmptyDirectory();
  }

  @Test
  void aRunThatIsDoneLeavesNothing() throws IOException {
    Path spill = Files.createDirectory(folder.resolve("spill"));
    Path usage =
        Files.writeString(
            folder.resolve("usage.csv"),
            "record_id,instance,usage_type,start_time\na,east,message,2024-05-02T10:00:00Z\n");
    BulkMeter.Options options = new BulkMeter.Options(spill, "1GB", 1, List.of());
    assertThat(Fixture.bulk(Fixture.SLICES, List.of(usage), options).usage()).hasSize(4);
    assertThat(spill).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Spill.open(file.resolve("spill")))
        .isInstanceOf(FaultException.class)
        .hasMessageContainingAll(
            file.resolve("spill").toString(),
            "no temporary files can be written here",
            "JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void aFullDiskIsNamedWithItsMend() throws IOException, SQLException {
    try (Spill spill = Spill.open(folder);
        Database database = Database.open(spill.folder(), new Database.Limits("40MB", 1))) {
      database.run("SET max_temp_directory_size = '1MB'");
      assertThatThrownBy(
              () ->
                  database.run(
                      "CREATE TEMP TABLE much AS SELECT hash(range) AS h FROM range(20000000)"))
          .isInstanceOf(FaultException.class)
          .hasMessageContainingAll(
              spill.folder().toString(),
              "what does not fit into memory cannot be written here",
              "make room");
    }
    assertThat(inside()).isEmpty();
  }

  @Test
  void librariesThatKilledProgramsLeftAreDeletedWhenTheyAreOld() throws IOException {
    Path old = Files.writeString(folder.resolve("libduckdb_java123.so"), "");
    Path fresh = Files.writeString(folder.resolve("libduckdb_java124.so"), "");
    Path other = Files.writeString(folder.resolve("libduckdb_javaX.so"), "");
    FileTime yesterday =
        FileTime.fromMillis(Files.getLastModifiedTime(fresh).toMillis() - 86_400_000L);
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(other, yesterday);
    Spill.open(folder).close();
    assertThat(inside()).containsExactlyInAnyOrder(fresh, other);
  }

  /** Rows enough for several row groups, so that threads do share the work. */
  @Test
  void oneThreadAndTwoGiveTheSame() throws IOException, SQLException {
    Path file = folder.resolve("usage.parquet");
    try (Connection connection = Duck.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 'r' || i AS record_id, CASE WHEN i % 3 = 0 THEN 'east' ELSE 'west' END AS"
              + " instance, (['voice', 'message', 'recording', 'evaluation', 'unheard-of'])[1 +"
              + " CAST(hash(i) % 5 AS BIGINT)] AS usage_type, TIMESTAMPTZ '2024-05-01 00:00:00+00' +"
              + " to_seconds(CAST(hash(i, 1) % 2600000 AS BIGINT)) AS start_time, start_time +"
              + " to_milliseconds(CAST(hash(i, 2) % 90000 AS BIGINT)) AS end_time,"
              + " CAST(hash(i, 3) % 100000 / 1000 AS DECIMAL(12, 3)) AS quantity,"
              + " CASE WHEN i % 2 = 0 THEN 'c' || hash(i, 4) % 30000 END AS contact_id,"
              + " 's' || hash(i, 5) % 200 AS resource_id, 'US' AS country FROM range(100000) t(i)"
              + ") TO "
              + Duck.text(file.toString())
              + " (ROW_GROUP_SIZE 10000)");
    }
    Metered one = metered(file, 1);
    assertThat(one.usage()).hasSizeGreaterThan(20);
    assertThat(metered(file, 2)).isEqualTo(one);
    assertThat(Fixture.inMemory(UsageReader.read(file))).isEqualTo(one);
  }

  private static Metered metered(Path file, int threads) {
    return Fixture.bulk(
        Fixture.SLICES, List.of(file), new BulkMeter.Options(null, "1GB", threads, List.of()));
  }

  private List<Path> inside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** A run that lives until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (Spill spill = Spill.open(Path.of(args[0]))) {
        Files.writeString(spill.folder().resolve("rest"), "much");
        System.out.println(spill.folder());
        if (System.in.read() < 0) {
          System.err.println("The test ended.");
        }
      }
    }
  }
}
