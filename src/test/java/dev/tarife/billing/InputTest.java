package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tarife.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void findsTheFilesOfAFolderByName() throws IOException {
    make("account.yaml", "accounts/b.yaml", "accounts/a.yaml", "accounts/README", "accounts.jsonl");
    make("usage.csv", "usage-2.jsonl", "usage3.parquet", "usage4.csv.gz", "usage5.jsonl.gz");
    make("contact-records/1.jsonl", "contact-records/2.jsonl.gz", "numbers.csv", "README.md");
    make(
        "contact-records/3.json", "contact-records/2024/05/4.json.gz", "contact-records/README.md");

    Input input = Input.find(List.of(folder.toString()), null);

    assertThat(names(input.accounts()))
        .containsExactly("account.yaml", "accounts.jsonl", "accounts/a.yaml", "accounts/b.yaml");
    assertThat(names(input.usage()))
        .containsExactlyInAnyOrder(
            "usage-2.jsonl", "usage.csv", "usage3.parquet", "usage4.csv.gz", "usage5.jsonl.gz");
    assertThat(names(input.contactRecords()))
        .containsExactly(
            "contact-records/1.jsonl",
            "contact-records/2.jsonl.gz",
            "contact-records/2024/05/4.json.gz",
            "contact-records/3.json");
    assertThat(names(input.numbers())).containsExactly("numbers.csv");
  }

  @Test
  void takesContactRecordsAsADeliveryStreamNamesThem() throws IOException {
    String day = "contact-records/2024/05/02/10/";
    make("account.yaml", day + "ctr-1-2024-05-02-10-00-00-0a1b", day + "ctr-1-2024-05-02-10-05.gz");
    make(day + "v1.2-1-2024-05-02-10-10-00-0a1b", day + "v1.2-1-2024-05-02-10-15-00-0a1b.gz");
    make("contact-records/.DS_Store", day + "_SUCCESS", "contact-records/README");
    List<String> delivered =
        List.of(
            day + "ctr-1-2024-05-02-10-00-00-0a1b",
            day + "ctr-1-2024-05-02-10-05.gz",
            day + "v1.2-1-2024-05-02-10-10-00-0a1b",
            day + "v1.2-1-2024-05-02-10-15-00-0a1b.gz");
    assertThat(names(Input.find(List.of(folder.toString()), null).contactRecords()))
        .containsExactlyElementsOf(delivered);
    assertThat(
            names(
                Input.find(List.of(path("account.yaml"), path(delivered.get(2))), null)
                    .contactRecords()))
        .containsExactly(delivered.get(2));
  }

  @Test
  void leavesNothingOfTheContactRecordsUnread() throws IOException {
    make("account.yaml", "contact-records/1.jsonl", "contact-records/2024/2.parquet");
    make("contact-records/3.json.zip");
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Input.find(List.of(folder.toString()), null))
        .withMessageContainingAll("2.parquet", "3.json.zip", "this kind of file is not read");
  }

  @Test
  void takesFilesByTheirKind() throws IOException {
    make("acme.yaml", "may.csv", "june.parquet", "numbers.csv", "contact-records/x.jsonl");
    Input input =
        Input.find(
            List.of(
                path("acme.yaml"),
                path("may.csv"),
                path("june.parquet"),
                path("numbers.csv"),
                path("contact-records/x.jsonl")),
            null);
    assertThat(names(input.accounts())).containsExactly("acme.yaml");
    assertThat(names(input.usage())).containsExactly("june.parquet", "may.csv");
    assertThat(names(input.numbers())).containsExactly("numbers.csv");
    assertThat(names(input.contactRecords())).containsExactly("contact-records/x.jsonl");
  }

  @Test
  void namesAFileOnce() throws IOException {
    make("account.yaml", "usage.csv");
    Input input =
        Input.find(
            List.of(folder.toString(), path("usage.csv"), path("*.csv"), path("./usage.csv")),
            null);
    assertThat(input.usage()).hasSize(1);
  }

  @Test
  void expandsPatterns() throws IOException {
    make("account.yaml", "2024/a.csv", "2024/b.csv", "2024/deep/c.csv");
    assertThat(find("2024/*.csv")).containsExactly("2024/a.csv", "2024/b.csv");
    assertThat(find("2024/{b,c}.csv")).containsExactly("2024/b.csv");
    assertThat(find("2024/**.csv")).containsExactly("2024/a.csv", "2024/b.csv", "2024/deep/c.csv");
  }

  @Test
  void takesAPathWithWildcardsLiterallyWhereItExists() throws IOException {
    make("account.yaml", "a[1].csv", "a1.csv");
    assertThat(find("a[1].csv")).containsExactly("a[1].csv");
  }

  @Test
  void letsTheNamedAccountWin() throws IOException {
    make("account.yaml", "usage.csv", "other.txt");
    Input input = Input.find(List.of(folder.toString()), folder.resolve("other.txt"));
    assertThat(names(input.accounts())).containsExactly("other.txt");
  }

  @Test
  void saysAllThatIsWrong() throws IOException {
    make("usage.xlsx", "x/usage.csv/y");
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(
            () ->
                Input.find(
                    List.of(folder.toString(), path("nope"), path("*.none"), path("x"), "\0"),
                    folder.resolve("gone.yaml")))
        .satisfies(
            fault ->
                assertThat(fault.findings().toString().lines())
                    .hasSize(6)
                    .anyMatch(line -> line.contains("usage.xlsx: this kind of file is not read"))
                    .anyMatch(line -> line.contains("nope: there is no such file or folder"))
                    .anyMatch(line -> line.contains("*.none: no file matches"))
                    .anyMatch(line -> line.contains("gone.yaml: there is no such file"))
                    .anyMatch(line -> line.contains("usage.csv: this is a folder"))
                    .anyMatch(line -> line.contains("this is not a path")));
  }

  @Test
  void wantsAnAccountAndUsage() {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Input.find(List.of(folder.toString()), null))
        .withMessageContaining("there is no account.yaml")
        .withMessageContaining("there is nothing to rate");
  }

  @Test
  void looksAtRecordsWithoutAnAccount() throws IOException {
    make("contact-records/x.json");
    Input input = Input.findWithoutAccount(List.of(path("contact-records/x.json")), null);
    assertThat(names(input.contactRecords())).containsExactly("contact-records/x.json");
    assertThat(input.accounts()).isEmpty();
  }

  private List<String> find(String pattern) {
    return names(Input.find(List.of(path(pattern)), folder.resolve("account.yaml")).usage());
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.resolveSibling("x").toAbsolutePath().normalize().getParent());
      Files.writeString(file, "");
    }
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  private List<String> names(List<Path> files) {
    return files.stream().map(file -> folder.relativize(file).toString()).toList();
  }
}
