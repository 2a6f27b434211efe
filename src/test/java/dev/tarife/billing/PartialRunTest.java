package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tarife.bundle.WorkingCopy;
import dev.tarife.metering.UnreadColumn;
import dev.tarife.metering.bulk.BulkMeter;
import dev.tarife.model.Account;
import dev.tarife.model.Instance;
import dev.tarife.model.Invoice;
import dev.tarife.model.Period;
import dev.tarife.model.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a run, each with some of the accounts, give the invoices of the whole run. */
final class PartialRunTest {
  private static final Path TABLES = Path.of("decision-tables");
  private static final Period MAY = new Period(YearMonth.of(2024, 5));
  private static final Account A = Account.of("a", "USD", new Instance("i-a", "us-east-1"));
  private static final Account B = Account.of("b", "USD", new Instance("i-b", "us-west-2"));
  private static final String HEADER = "record_id,account,instance,usage_type,start_time\n";
  private static final String NUMBERS =
      """
      number,instance,country,number_type,claimed_at,released_at
      +12065550100,i-a,US,did,2024-01-15T00:00:00Z,
      +12065550101,i-b,US,did,2024-05-30T00:00:00Z,
      +12065550102,i-c,US,did,2024-01-15T00:00:00Z,
      """;

  @TempDir private Path folder = Path.of("");
  private final List<Invoice> invoices = new ArrayList<>();
  private TariffEngine engine = new TariffEngine(Tables.TARIFF, TABLES, options(folder));

  private static final class Tables {
    static final dev.tarife.rating.Tariff TARIFF =
        new WorkingCopy(WorkingCopy.defaultCache()).load(TABLES);
  }

  private static BulkMeter.Options options(Path folder) {
    return new BulkMeter.Options(folder, "256MB", 1, List.of());
  }

  @BeforeEach
  void openEngine() {
    engine = new TariffEngine(Tables.TARIFF, TABLES, options(folder.resolve("temporary")));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String task(String id, @Nullable String account, String instance) {
    return String.join(
            ",", id, account == null ? "" : account, instance, "task", "2024-05-06T09:00:00Z")
        + "\n";
  }

  private BillingRun.Summary run(Input input, List<Account> accounts, @Nullable WholeRun whole)
      throws IOException {
    BillingRun run = BillingRun.of(engine, input, MAY, accounts);
    return (whole == null ? run : run.asPartOf(whole)).run(invoices::add, Progress.NONE, 1);
  }

  private static WholeRun among(boolean first, Account... others) {
    return new WholeRun(List.of(others), first, List.of(), null);
  }

  @Test
  void accountsNeedNotBeFiles() throws IOException {
    Path usage = write("usage.csv", HEADER + task("r1", null, "i-a"));
    run(new Input(List.of(), List.of(usage), List.of(), List.of()), List.of(A), null);
    assertThat(invoices).singleElement().extracting(Invoice::account).isEqualTo("a");
    assertThat(invoices.get(0).lines()).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BillingRun.of(
                    engine,
                    new Input(List.of(), List.of(usage), List.of(), List.of()),
                    MAY,
                    List.of(A, A)))
        .withMessage("The account (a) is there twice.");
  }

  @Test
  void oneAccountOfSeveralTakesNoStrangersForItsOwn() throws IOException {
    Path usage =
        write("usage.csv", HEADER + task("r1", "a", "i-a") + task("r2", "stranger", "i-a"));
    Input input = new Input(List.of(), List.of(usage), List.of(), List.of());

    BillingRun.Summary alone = run(input, List.of(A), null);
    assertThat(alone.unassigned()).isEmpty();
    assertThat(invoices.get(0).rejected()).hasSize(1);

    BillingRun.Summary part = run(input, List.of(A), among(true, B));
    assertThat(invoices.get(1).rejected()).isEmpty();
    assertThat(part.unassigned())
        .extracting(Rejection::example, Rejection::records)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("r2", 1L));
    assertThat(part.rejected()).isEqualTo(1);
  }

  @Test
  void numbersOfAccountsElsewhereAreNotUnknown() throws IOException {
    Path numbers = write("numbers.csv", NUMBERS);
    Input input = new Input(List.of(), List.of(), List.of(), List.of(numbers));
    BillingRun.Summary whole = run(input, List.of(A, B), null);
    BillingRun.Summary first = run(input, List.of(A), among(true, B));
    BillingRun.Summary second = run(input, List.of(B), among(false, A));
    assertThat(invoices).hasSize(4);
    assertThat(invoices.subList(2, 4)).isEqualTo(invoices.subList(0, 2));
    assertThat(whole.unassigned())
        .singleElement()
        .satisfies(
            rejection -> assertThat(rejection.reason()).startsWith("unknown instance (i-c)"));
    assertThat(first.unassigned()).isEqualTo(whole.unassigned());
    assertThat(second.unassigned()).isEmpty();
  }

  @Test
  void whetherAnythingLiesInTheMonthIsLeftToTheWhole() throws IOException {
    Path usage = write("usage.csv", HEADER + task("r1", "a", "i-a").replace("2024-05", "2024-03"));
    Input input = new Input(List.of(), List.of(usage), List.of(), List.of());
    BillingRun.Summary one = run(input, List.of(A), among(true, B));
    assertThat(one.contents().any()).isFalse();
    assertThat(one.contents().months()).containsExactly(YearMonth.of(2024, 3));
    Path other = write("usage-b.csv", HEADER + task("r2", "b", "i-b"));
    BillingRun.Summary two =
        run(
            new Input(List.of(), List.of(other), List.of(), List.of()),
            List.of(B),
            among(false, A));
    assertThat(one.contents().and(two.contents()).any()).isTrue();
    String nothing = one.contents().nothing(MAY);
    assertThat(nothing).isEqualTo("no record lies in 2024-05: the records are of 2024-03");
    run(input, List.of(A), new WholeRun(List.of(B), true, List.of(), nothing));
    assertThat(invoices.get(2).notes()).contains(nothing);
  }

  @Test
  void columnsThatNothingReadsAreThoseOfTheWhole() throws IOException {
    Path usage = write("usage.csv", HEADER + task("r1", "a", "i-a"));
    TreeMap<String, java.util.SortedSet<String>> columns = new TreeMap<>();
    columns.put("agentname", new TreeSet<>(Set.of("elsewhere.csv")));
    columns.put("instance", new TreeSet<>(Set.of("elsewhere.csv")));
    List<UnreadColumn> unread = engine.unread(columns);
    assertThat(unread).extracting(UnreadColumn::name).containsExactly("agentname");
    run(
        new Input(List.of(), List.of(usage), List.of(), List.of()),
        List.of(A),
        new WholeRun(List.of(B), true, unread, null));
    assertThat(invoices.get(0).notes()).contains(unread.get(0).note());
  }

  @Test
  void contactRecordsObeyTheFolder() throws IOException {
    Path temporary = folder.resolve("temporary");
    Path numbers = write("numbers.csv", NUMBERS);
    run(new Input(List.of(), List.of(), List.of(), List.of(numbers)), List.of(A, B), null);
    // It was made for the database of the contact records, too, and is empty again.
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    TariffEngine nowhere =
        new TariffEngine(Tables.TARIFF, TABLES, options(numbers.resolve("no-folder")));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                BillingRun.of(
                        nowhere,
                        new Input(List.of(), List.of(), List.of(), List.of(numbers)),
                        MAY,
                        List.of(A, B))
                    .run(invoices::add, Progress.NONE, 1))
        .hasMessageContaining("no temporary files can be written here");
  }
}
