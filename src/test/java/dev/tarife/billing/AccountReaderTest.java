package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tarife.model.Account;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountReaderTest {
  private static final String WHOLE =
      """
      account: "123456789012"          # billing (payer) account
      currency: USD
      first-deployment: 2024-01-15
      instances:
        - { id: support-us, region: us-west-2, plan: standard }
        - id: support-eu
          region: eu-central-1
      activations:
        contact-lens-voice: 2024-04-10
        forecasting: 2024-05-01
      """;
  private static final String LINE =
      """
      {"account":"%s","currency":"USD","instances":[{"id":"i","region":"us-west-2"}]}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void saysOfABrokenLineWhatIsMissing() throws IOException {
    assertThat(faults("accounts.jsonl", "{\"account\": \"a\"\n"))
        .singleElement()
        .asString()
        .endsWith(
            ":1: this cannot be read: Unexpected end-of-input: expected close marker for Object;"
                + " fix it, for example an indent, a quote or a bracket");
  }

  @Test
  void readsEveryField() throws IOException {
    assertThat(read("account.yaml", WHOLE))
        .containsOnlyKeys("123456789012")
        .containsEntry(
            "123456789012",
            Account.of(
                    "123456789012",
                    "USD",
                    new Instance("support-us", "us-west-2"),
                    new Instance("support-eu", "eu-central-1"))
                .withFirstDeployment(LocalDate.of(2024, 1, 15))
                .withActivations(
                    Map.of(
                        "contact-lens-voice", LocalDate.of(2024, 4, 10),
                        "forecasting", LocalDate.of(2024, 5, 1))));
  }

  @Test
  void readsWhatMayBeLeftOut() throws IOException {
    Account account =
        read(
                "account.yaml",
                """
                account: a
                currency: USD
                first-deployment:
                instances: [{ id: i, region: us-west-2, plan: tailored }]
                """)
            .get("a");
    assertThat(account)
        .isEqualTo(Account.of("a", "USD", new Instance("i", "us-west-2", "tailored")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"012345678901", "123456789012", "0o17", "0x1F", "1_000", "1e3", "no"})
  void keepsAnUnquotedNumberAsItIsWritten(String number) throws IOException {
    assertThat(read("account.yaml", WHOLE.replace("\"123456789012\"", number)))
        .containsOnlyKeys(number);
  }

  @Test
  void readsLinesAndSkipsBlankOnes() throws IOException {
    String lines = "\uFEFF" + LINE.formatted("b") + "\r\n\n" + LINE.formatted("a").strip();
    assertThat(read("accounts.jsonl", lines)).containsOnlyKeys("a", "b");
  }

  @Test
  void readsLinesHoweverLongTheyAre() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      lines.append(LINE.formatted("a" + i).strip()).append(" ".repeat(i * 97)).append("\n");
    }
    String last = LINE.formatted("last").strip();
    assertThat(read("accounts.jsonl", lines + last)).hasSize(401).containsKeys("a399", "last");
    assertThat(read("accounts.jsonl", lines + last + "\n")).hasSize(401);
    assertThat(faults("accounts.jsonl", lines + "{}\n"))
        .isNotEmpty()
        .allMatch(fault -> fault.startsWith(":401:"));
  }

  @Test
  void saysEveryFaultAtOnceWithItsLine() throws IOException {
    assertThat(
            faults(
                "account.yaml",
                """
                acount: a
                currency: EUR
                first_deployment: 2024-01-15
                first-deployment: 2024-02-30
                instances:
                  - { id: i, region: us-west-2 }
                  - { id: i, region: us-west-2 }
                  - { id: j }
                  - { id: k, region: true }
                activations:
                  forecasting: soon
                """))
        .containsExactlyInAnyOrder(
            ":1: the field (acount) is unknown; write account",
            ":1: the field (account) is missing; add account: \"123456789012\"",
            ":2: the currency (EUR) is not that of the tables, USD; write USD, or rate with tables"
                + " in EUR",
            ":3: the field (first_deployment) is unknown; write first-deployment",
            ":4: first-deployment (2024-02-30) is not a date; write a day such as 2024-01-15",
            ":7: the instance (i) is described already at "
                + folder
                + "/account.yaml:6; leave one"
                + " of them",
            ":8: the field (region) is missing; add region: us-west-2",
            ":9: region (true) is true or false; put it in quotes",
            ":11: forecasting (soon) is not a date; write a day such as 2024-01-15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-1-5", "15.01.2024", "2024-01-15T00:00:00Z", "20240115", "1705276800"})
  void refusesOtherDates(String date) throws IOException {
    assertThat(faults("account.yaml", WHOLE.replace("2024-01-15", date)))
        .containsExactly(
            ":3: first-deployment (" + date + ") is not a date; write a day such as 2024-01-15");
  }

  @Test
  void refusesAFieldGivenTwice() throws IOException {
    assertThat(faults("account.yaml", WHOLE + "currency: USD\n"))
        .containsExactly(":11: the field (currency) is given twice; leave one of them");
  }

  @Test
  void refusesAliasesAndTags() throws IOException {
    String refused = " an anchor, an alias or a tag is not read here; write the value itself";
    assertThat(
            faults(
                "account.yaml",
                """
                account: &a x
                currency: USD
                instances: &b
                  - { id: *a, region: us-west-2 }
                  - { id: i, region: !!binary eA== }
                activations: *b
                """))
        .contains(":3:" + refused, ":4:" + refused, ":5:" + refused, ":6:" + refused);
  }

  @Test
  void survivesABombOfAliases() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias))));
    }
    assertThat(faults("account.yaml", bomb.toString())).isNotEmpty();
  }

  @Test
  void refusesASecondDocument() throws IOException {
    assertThat(faults("account.yaml", WHOLE + "---\n" + WHOLE))
        .anySatisfy(fault -> assertThat(fault).contains("a second document begins here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing\n", "a: [1\n", "- x\n", "just words\n", "\tx: 1\n", "{{{{"})
  void refusesWhatIsNoAccount(String text) throws IOException {
    assertThat(faults("account.yaml", text)).isNotEmpty();
  }

  @Test
  void refusesDeepNesting() throws IOException {
    assertThat(faults("account.yaml", "account: " + "[".repeat(5_000))).hasSize(1);
    assertThat(faults("accounts.jsonl", "{\"account\": " + "[".repeat(500_000))).hasSize(1);
  }

  @Test
  void refusesAHugeFileOrLine() throws IOException {
    String huge = "#".repeat(2_000_001);
    assertThat(faults("account.yaml", huge)).hasSize(1).first().asString().contains("longer than");
    assertThat(faults("accounts.jsonl", LINE.formatted("a") + huge))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(":2: this is longer than");
  }

  @Test
  void refusesAnotherEncoding() throws IOException {
    Path file = folder.resolve("account.yaml");
    Files.write(file, WHOLE.getBytes(StandardCharsets.UTF_16));
    assertThat(faults(file)).containsExactly(": this file is not UTF-8; save it as UTF-8");
  }

  @Test
  void saysTheLineOfAFaultInLines() throws IOException {
    assertThat(
            faults(
                "accounts.jsonl",
                LINE.formatted("a")
                    + "{\"account\": 12}\n"
                    + "{\"account\": \n"
                    + LINE.formatted("a")))
        .satisfiesExactlyInAnyOrder(
            fault -> assertThat(fault).startsWith(":2: account (12) is a number; put it in quotes"),
            fault -> assertThat(fault).startsWith(":2: the field (currency) is missing"),
            fault -> assertThat(fault).startsWith(":2: the field (instances) is missing"),
            fault -> assertThat(fault).startsWith(":3: this cannot be read"),
            fault -> assertThat(fault).startsWith(":4: the account (a) is described already at"));
  }

  @Test
  void refusesInvisibleCharactersAndBlanks() throws IOException {
    assertThat(faults("account.yaml", WHOLE.replace("support-us", "support\u200B-us"))).hasSize(1);
    assertThat(faults("account.yaml", WHOLE.replace("\"123456789012\"", "\" \""))).hasSize(1);
  }

  private SortedMap<String, Account> read(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return AccountReader.read(List.of(file), "USD");
  }

  /** What is wrong, without the file's name. */
  private List<String> faults(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return faults(file);
  }

  private static List<String> faults(Path file) {
    FaultException fault =
        catchThrowableOfType(FaultException.class, () -> AccountReader.read(List.of(file), "USD"));
    assertThat(fault).isNotNull();
    return fault.findings().list().stream()
        .map(Finding::toString)
        .map(text -> text.substring(file.toString().length()))
        .toList();
  }
}
