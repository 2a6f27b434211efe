package dev.tarife.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.Needs;
import dev.tarife.model.FaultException;
import dev.tarife.table.SmallTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that a user names: a folder, or a revision of one. */
class TableSetTest {
  @TempDir private Path repository = Path.of("");

  private void git(String... arguments) throws Exception {
    Needs.program("git");
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=A",
                "-c",
                "user.email=a@example.com",
                "-c",
                "init.defaultBranch=main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(command.toString()).isZero();
  }

  private void commit(String message) throws Exception {
    git("add", ".");
    git("commit", "-q", "-m", message);
  }

  @Test
  void opensAFolder() throws Exception {
    SmallTables.write(0.018, repository.resolve("tables"));
    TableSet set = TableSet.open("tables", repository);
    assertThat(set.name()).isEqualTo("tables");
    assertThat(set.workbooks()).containsOnlyKeys(SmallTables.priced(0.018).keySet());
  }

  @Test
  void opensRevisionsOfTheTables() throws Exception {
    git("init", "-q");
    SmallTables.write(0.018, repository.resolve("decision-tables"));
    SmallTables.write(0.5, repository.resolve("more/tables"));
    commit("first");
    SmallTables.write(0.02, repository.resolve("decision-tables"));
    commit("second");
    for (Map.Entry<String, Double> revision :
        Map.of(
                "HEAD", 0.02,
                "HEAD~1", 0.018,
                "HEAD~1:decision-tables", 0.018,
                "main:decision-tables/", 0.02,
                "HEAD:more/tables", 0.5,
                "HEAD:./more/tables", 0.5)
            .entrySet()) {
      TableDiff diff =
          TableDiff.of(
              TableSet.open(revision.getKey(), repository),
              TableSet.of("expected", SmallTables.priced(revision.getValue())));
      assertThat(diff.isEmpty()).as(revision.getKey()).isTrue();
    }
    TableDiff diff =
        TableDiff.of(TableSet.open("HEAD~1", repository), TableSet.open("HEAD", repository));
    assertThat(diff.count(RowChange.Kind.CHANGED)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoneOfThem() throws Exception {
    git("init", "-q");
    Files.writeString(repository.resolve("readme"), "x");
    commit("first");
    for (String name :
        List.of("nowhere", "HEAD~9", "--output=x", "-h", "", " ", ":", "HEAD\n", "HEAD:a\0b")) {
      assertThatThrownBy(() -> TableSet.open(name, repository.resolve(".")))
          .as(name)
          .isInstanceOf(FaultException.class);
    }
    assertThatThrownBy(() -> TableSet.open("nowhere", repository))
        .hasMessage(
            "nowhere: is not a folder, a bundle or a git revision here; name a folder of workbooks,"
                + " the jar of a bundle, or a revision such as HEAD~1 or HEAD~1:decision-tables");
    assertThatThrownBy(() -> TableSet.open("HEAD", repository))
        .hasMessage(
            "HEAD: the revision has no folder decision-tables; name the folder of the workbooks"
                + " after a colon, from the top of the repository: HEAD:path/of/tables");
    assertThat(repository.resolve("x")).doesNotExist();
  }

  @Test
  void saysWhichWorkbookARevisionLacks() throws Exception {
    git("init", "-q");
    SmallTables.write(0.018, repository.resolve("decision-tables"));
    Files.delete(repository.resolve("decision-tables/prices.xlsx"));
    commit("first");
    assertThatThrownBy(() -> TableSet.open("HEAD", repository))
        .hasMessage("HEAD/prices.xlsx: is missing in that revision; name a revision that has it");
  }

  @Test
  void refusesAFileThatIsNoBundle() throws IOException {
    Files.writeString(repository.resolve("a.jar"), "no zip");
    assertThatThrownBy(() -> TableSet.open("a.jar", repository)).isInstanceOf(FaultException.class);
  }
}
