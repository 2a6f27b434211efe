package dev.tarife.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.FakeEngine;
import dev.tarife.billing.PricingEngine;
import dev.tarife.cli.console.CommandContext;
import dev.tarife.cli.console.EngineLoader;
import dev.tarife.cli.console.ErrorMessages;
import dev.tarife.cli.console.Terminal;
import dev.tarife.compare.TableSet;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.Rejection;
import dev.tarife.rating.Tariff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TarifeTest {
  private static final Rejection FAX = new Rejection("unknown usage type (fax)", 2, "r-1");

  @TempDir private Path folder = Path.of("");
  private final FakeEngine engine = new FakeEngine();
  private final FakeEngines engines = new FakeEngines(engine);
  private OutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeInput() throws IOException {
    Files.writeString(
        folder.resolve("account.yaml"),
        "account: a\ncurrency: USD\ninstances: [{ id: support-us, region: us-west-2 }]\n");
    Files.writeString(folder.resolve("usage.csv"), "record_id\n");
  }

  @Test
  void ratesAFolder() {
    assertThat(rate()).isEqualTo(0);
    assertThat(out()).startsWith("Account a · 2024-05 · USD\n").endsWith("0.13\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void takesTheMonthFromTheFolder() throws IOException {
    Path named = Files.createDirectory(folder.resolve("acme-2024-05"));
    Files.copy(folder.resolve("account.yaml"), named.resolve("account.yaml"));
    Files.copy(folder.resolve("usage.csv"), named.resolve("usage.csv"));
    assertThat(run("rate", named.toString())).isEqualTo(0);
    assertThat(run("rate", named + "/")).isEqualTo(0);
    assertThat(run("rate", named.toString(), folder.toString())).isEqualTo(2);
    assertThat(run("explain", "1", named.toString())).isEqualTo(0);
  }

  @Test
  void writesOtherFormats() {
    assertThat(rate("--format", "json")).isEqualTo(0);
    assertThat(out()).startsWith("{\n  \"account\": \"a\",");
    out = new ByteArrayOutputStream();
    assertThat(rate("--format=csv")).isEqualTo(0);
    assertThat(out()).startsWith("account,period,");
  }

  @Test
  void writesAnArrayForSeveralAccounts() throws IOException {
    Files.delete(folder.resolve("account.yaml"));
    String line =
        "{\"account\":\"%s\",\"currency\":\"USD\",\"instances\":[{\"id\":\"i\",\"region\":\"r\"}]}";
    Files.writeString(
        folder.resolve("accounts.jsonl"), line.formatted("a") + "\n" + line.formatted("b"));
    engine.unassigned(new Rejection("unknown account (x)", 3, "r-9"));
    assertThat(rate("--format", "json")).isEqualTo(3);
    assertThat(out()).startsWith("[\n");
    assertThat(err.toString())
        .contains("not charged, of no account: 3 records: unknown account (x) (such as r-9)")
        .contains("tarife: usage of 3 records was rejected");
  }

  @Test
  void exitsWith3WhereUsageIsRejectedUnlessAllowed() {
    engine.metered("a", FakeEngine.sevenMinutes(0, FAX));
    assertThat(rate()).isEqualTo(3);
    assertThat(out()).contains("2 records: unknown usage type (fax)");
    assertThat(err.toString()).contains("tarife: usage of 2 records was rejected");

    out = new ByteArrayOutputStream();
    err.getBuffer().setLength(0);
    assertThat(rate("--allow-rejected")).isEqualTo(0);
    assertThat(out()).contains("2 records: unknown usage type (fax)");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesNothingWhereTheInputIsAtFault() throws IOException {
    Files.writeString(folder.resolve("account.yaml"), "account: a\ncurrency: EUR\n");
    Path file = folder.resolve("invoice.txt");
    assertThat(rate("--output", file.toString())).isEqualTo(1);
    assertThat(rate()).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err.toString().lines().distinct())
        .containsExactly(
            folder
                + "/account.yaml:1: the field (instances) is missing; add instances: [{ id:"
                + " support-us, region: us-west-2 }]",
            folder
                + "/account.yaml:2: the currency (EUR) is not that of the tables, USD; write USD,"
                + " or rate with tables in EUR",
            ErrorMessages.FORMAT);
    assertThat(files()).containsExactlyInAnyOrder("account.yaml", "usage.csv");
  }

  @Test
  void writesNothingWhereRatingFailsHalfWay() throws IOException {
    Path file = folder.resolve("invoice.json");
    Files.writeString(file, "before");
    engine.failing();
    assertThat(rate("--format", "json", "--output", file.toString())).isEqualTo(1);
    assertThat(rate("--format", "json")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(file).hasContent("before");
    assertThat(files()).containsExactlyInAnyOrder("account.yaml", "usage.csv", "invoice.json");
    assertThat(err.toString())
        .contains("tarife: an unexpected failure")
        .contains("TARIFE_DEBUG=1")
        .doesNotContain("\tat ");
  }

  @Test
  void replacesTheOutputInOneStep() throws IOException {
    Path file = folder.resolve("invoice.csv");
    Files.writeString(file, "before");
    assertThat(rate("--format", "csv", "--output", file.toString())).isEqualTo(0);
    assertThat(Files.readString(file)).startsWith("account,").endsWith("\n");
    assertThat(out()).isEmpty();
    assertThat(files()).containsExactlyInAnyOrder("account.yaml", "usage.csv", "invoice.csv");
  }

  @Test
  void doesNotOverwriteItsInput() throws IOException {
    assertThat(rate("--output", folder + "/./usage.csv")).isEqualTo(1);
    assertThat(err.toString()).contains("--output is one of the input files");
    assertThat(folder.resolve("usage.csv")).hasContent("record_id\n");
  }

  @Test
  void theEndingOfTheFileSaysTheFormat() throws IOException {
    assertThat(rate("--output", folder + "/invoice.json")).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("invoice.json"))).startsWith("{\n  \"account\"");
    assertThat(rate("--output", folder + "/Invoice.CSV")).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("Invoice.CSV"))).startsWith("account,period,");
    for (String name : List.of("invoice.txt", "invoice", "invoice.2024-05", "invoice.v2")) {
      assertThat(rate("--output", folder + "/" + name)).isEqualTo(0);
      assertThat(Files.readString(folder.resolve(name))).startsWith("Account a");
    }
    assertThat(rate("--format", "json", "--output", folder + "/invoice.v2")).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("invoice.v2"))).startsWith("{");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inv.xlsx",
        "inv.PDF",
        "inv.html",
        "inv.parquet",
        "inv.json.gz",
        "inv.jsonl",
        "text inv.json",
        "text inv.csv",
        "json inv.csv",
        "csv inv.json",
        "json inv.xlsx"
      })
  void aFileWhoseEndingContradictsTheFormatIsNotWritten(String asked) throws IOException {
    String[] words = asked.split(" ");
    String file = folder + "/" + words[words.length - 1];
    int status =
        words.length == 1 ? rate("--output", file) : rate("--format", words[0], "--output", file);
    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .contains("--output " + file + ": a file that ends in .")
        .contains(
            "is not written as " + (words.length == 1 ? "text" : words[0]),
            "--format text goes with .txt, --format json goes with .json, --format csv goes with .csv");
    assertThat(files()).containsExactlyInAnyOrder("account.yaml", "usage.csv");
  }

  @Test
  void saysWhereItCannotWrite() {
    assertThat(rate("--output", folder.toString())).isEqualTo(1);
    assertThat(rate("--output", folder + "/none/invoice.txt")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            folder + ": this is a folder; name a file to write",
            folder + "/none/invoice.txt: its folder does not exist; make the folder first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "No space left on device"})
  void saysWhyStandardOutputFails(String why) {
    out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    assertThat(rate()).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains(why.equals("Broken pipe") ? "standard output was closed" : "No space left");
  }

  @Test
  void refusesWrongUse() {
    String path = folder.toString();
    for (String[] args :
        new String[][] {
          {},
          {"rate"},
          {"rate", path},
          {"rate", "--month", "2024-05"},
          {"rate", path, "--month", "2024-13"},
          {"rate", path, "--month", "2024-5"},
          {"rate", path, "--month", "+2024-05"},
          {"rate", path, "--month", "2024-05", "--format", "xml"},
          {"rate", path, "--month", "2024-05", "--tables", "a", "--bundle", "b"},
          {"rate", path, "--month", "2024-05", "--nonsense"},
          {"explain", "x", path, "--month", "2024-05"},
          {"explain", "0", path, "--month", "2024-05"},
          {"explian"},
        }) {
      err.getBuffer().setLength(0);
      assertThat(run(args)).as(String.join(" ", args)).isEqualTo(2);
      assertThat(err.toString()).contains("Try 'tarife");
      assertThat(out()).isEmpty();
    }
  }

  @Test
  void saysWhatMayStandInThePlaceOfAWrongValue() {
    String path = folder.toString();
    run("rate", path, "--month", "2024-05", "--format", "xml");
    run("explain", "x", path, "--month", "2024-05");
    run("rate", path, "--month", "2024-05", "--as-of", "2024-13-01");
    run("serve", "--port", "x");
    run("serve", "--port", "99999");
    assertThat(err.toString().lines().filter(line -> !line.startsWith("Try ")))
        .containsExactly(
            "tarife rate: Invalid value for option '--format': 'xml' is unknown; write one of text,"
                + " json, csv",
            "tarife explain: Invalid value for positional parameter at index 0 (LINE): 'x' is not a"
                + " whole number; write one such as 3",
            "tarife rate: Invalid value for option '--as-of': '2024-13-01' is not a date; write one"
                + " such as 2024-05-31",
            "tarife serve: Invalid value for option '--port': 'x' is not a whole number; write one such as"
                + " 3",
            "tarife serve: --port must be from 0 to 65535, not 99999");
  }

  @Test
  void saysThatNothingWasDoneToAStore() {
    assertThat(run("bundle", "list", "--store", folder.resolve("none").toString())).isZero();
    assertThat(err.toString()).startsWith("tarife: nothing was done to this store yet");
  }

  @Test
  void itsExamplesNameSamplesThatAreThere() {
    for (String[] command :
        new String[][] {{}, {"rate"}, {"explain"}, {"inspect"}, {"compare"}, {"scenario", "add"}}) {
      run(Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
    }
    assertThat(Pattern.compile("samples/[^ \n]+").matcher(out()).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(Path.of(sample)).isDirectory());
  }

  @Test
  void helpsOnStandardOutput() {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out()).contains("Usage: tarife", "rate", "explain", "check", "completion");
    for (String command : List.of("rate", "explain", "check", "completion")) {
      out = new ByteArrayOutputStream();
      assertThat(run(command, "--help")).isEqualTo(0);
      assertThat(out()).contains("Usage: tarife " + command).contains("Example");
    }
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "foo, tarife: Unknown command: 'foo'",
    "rat, tarife: Unknown command: 'rat'; did you mean rate?",
    "rat --help, tarife: Unknown command: 'rat'; did you mean rate?",
    "rate --mnth 2024-05, tarife rate: Unknown option: '--mnth'; did you mean --month?",
    "rate --mnth=2024-05 -h, tarife rate: Unknown option: '--mnth'; did you mean --month?",
    "bundle lst, tarife bundle: Unknown command: 'lst'; did you mean list?",
    "bundle foo --help, tarife bundle: Unknown command: 'foo'; known:",
    "bundle list --stroe x, tarife bundle list: Unknown option: '--stroe'; did you mean --store?",
  })
  void namesTheNearestOfWhatDoesNotExist(String line, String said) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err.toString()).startsWith(said).contains("--help'.");
    assertThat(err.toString().lines()).hasSize(2);
  }

  @Test
  void saysWhereInputIsDescribedAlsoWhereFilesAreMissingOrNotRead() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("rate", empty.toString(), "--month", "2024-05")).isEqualTo(1);
    assertThat(err.toString())
        .contains("there is no account.yaml", "there is nothing to rate", ErrorMessages.FORMAT);
    err.getBuffer().setLength(0);
    Files.writeString(folder.resolve("usage.xlsx"), "");
    assertThat(rate()).isEqualTo(1);
    assertThat(err.toString()).contains("this kind of file is not read", ErrorMessages.FORMAT);
    Files.delete(folder.resolve("usage.xlsx"));
    err.getBuffer().setLength(0);
    assertThat(
            new ErrorMessages(new PrintWriter(err, true), false)
                .tell(
                    FaultException.of(
                        Place.line("may/contact-records/2024/stream-1", 3),
                        "is not JSON",
                        "write it again")))
        .isEqualTo(1);
    assertThat(err.toString()).contains(ErrorMessages.FORMAT);
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out()).startsWith("tarife ").contains("Java ");
  }

  @Test
  void completesCommands() {
    assertThat(run("completion")).isEqualTo(0);
    assertThat(out()).contains("complete -F _complete_tarife", "--allow-rejected");
  }

  @Test
  void opensTheTablesThatAreNamed() {
    rate();
    assertThat(engines.tables).isEqualTo(Path.of("installed"));
    rate("--tables", "mine");
    assertThat(engines.tables).isEqualTo(Path.of("mine"));
    rate("--bundle", "b.jar");
    assertThat(engines.tables).isNull();
    assertThat(err.toString()).contains("b.jar: there is no such file");
  }

  @Test
  void explainsALine() {
    assertThat(run("explain", "1", folder.toString(), "--month", "2024-05")).isEqualTo(0);
    assertThat(out())
        .startsWith("Line 1: Voice service · tier 1 · support-us, us-west-2 = 0.126 USD\n")
        .contains("of 1 record: u\n")
        .contains("prices.xlsx, Prices, row 12 (rule \"price voice-service\")\n")
        .contains("A12 Charge = voice-service\n")
        .endsWith("Arithmetic\n    7 × 0.018 = 0.126\n");
  }

  @Test
  void explainsNoLineThatIsNotThere() {
    assertThat(run("explain", "2", folder.toString(), "--month", "2024-05")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no line 2; name one of 1 to 1");
    assertThat(out()).isEmpty();
  }

  @Test
  void checksTables() {
    assertThat(run("check", "--tables", "mine")).isEqualTo(0);
    assertThat(out()).isEqualTo("6 workbooks are in order\n");
    assertThat(engines.tables).isEqualTo(Path.of("mine"));
  }

  @Test
  void saysTheFaultsOfTables() {
    Place cell = Place.cell("prices.xlsx", "Prices", 12, 7);
    engines.findings.warning(Place.ofFile("prices.xlsx"), "a row is never used", "remove it");
    assertThat(run("check")).isEqualTo(0);
    engines.findings.error(cell, "the unit price (-1) is negative", "write 0 or more");
    out = new ByteArrayOutputStream();
    err.getBuffer().setLength(0);
    assertThat(run("check")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "prices.xlsx: warning: a row is never used; remove it",
            "prices.xlsx:Prices!H12: the unit price (-1) is negative; write 0 or more",
            "1 error, 1 warning; fix the workbooks before these tables go live");
  }

  @Test
  void endsWithTheFaultsWhereverTheyStand() {
    Place cell = Place.cell("charges.xlsx", "Charges", 2, 0);
    engines.findings.warning(Place.ofFile("prices.xlsx"), "a row is never used", "remove it");
    engines.findings.error(cell, "the charge is missing", "write one");
    assertThat(run("check")).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "prices.xlsx: warning: a row is never used; remove it",
            "charges.xlsx:Charges!A2: the charge is missing; write one",
            "1 error, 1 warning; fix the workbooks before these tables go live");
  }

  private int rate(String... more) {
    return run(
        Stream.concat(Stream.of("rate", folder.toString(), "--month", "2024-05"), Stream.of(more))
            .toArray(String[]::new));
  }

  private int run(String... args) {
    return Tarife.run(
        new CommandContext(
            engines, out, new PrintWriter(err, true), Terminal.NONE, Path.of("installed"), false),
        args);
  }

  private String out() {
    return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static final class FakeEngines implements EngineLoader {
    private final PricingEngine engine;
    private final Findings findings = new Findings();
    private @Nullable Path tables;

    FakeEngines(PricingEngine engine) {
      this.engine = engine;
    }

    @Override
    public PricingEngine open(@Nullable Path fromTables) {
      tables = fromTables;
      return engine;
    }

    @Override
    public PricingEngine open(BundleOpener bundle) throws IOException {
      tables = null;
      bundle.open();
      return engine;
    }

    @Override
    public Tariff tariff(TableSet named) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Checked check(@Nullable Path folder) {
      tables = folder;
      return new Checked(findings, List.of("6 workbooks are in order"));
    }
  }
}
