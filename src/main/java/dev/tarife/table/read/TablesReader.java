package dev.tarife.table.read;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.CodeLists;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.AllowanceRow;
import dev.tarife.table.Catalogue;
import dev.tarife.table.ContactMap;
import dev.tarife.table.DrawRow;
import dev.tarife.table.HomeCountries;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Question;
import dev.tarife.table.RateCard;
import dev.tarife.table.Scenario;
import dev.tarife.table.Tables;
import dev.tarife.table.Word;
import dev.tarife.table.agreement.Agreements;
import dev.tarife.table.check.CellPlaces;
import dev.tarife.table.check.Check;
import dev.tarife.table.check.CheckContext;
import dev.tarife.table.check.UnreadableCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads finance's workbooks and checks them against each other. */
public final class TablesReader {
  /** The workbooks that must be there. */
  public static final List<String> WORKBOOKS =
      List.of(
          ChargesReader.FILE,
          MeteringReader.FILE,
          PricesReader.FILE,
          AllowancesReader.FILE,
          TelephonyReader.FILE);

  /** The workbook of worked examples, which may be left out. */
  public static final String SCENARIOS = ScenariosReader.FILE;

  /** The workbooks that may be left out. */
  public static final List<String> OPTIONAL = List.of(AgreementsReader.FILE, SCENARIOS);

  /** Every workbook, in the order in which they are read. */
  public static final List<String> ALL =
      Stream.concat(WORKBOOKS.stream(), OPTIONAL.stream()).toList();

  private final Findings findings = new Findings();
  private final UnreadableCodes doubts = new UnreadableCodes();
  private final CellPlaces cells = new CellPlaces();
  private final Map<String, byte[]> workbooks;
  private final List<WorkbookReading> books = new ArrayList<>();
  private CodeLists lists = CodeLists.NONE;

  private TablesReader(Map<String, byte[]> workbooks) {
    this.workbooks = workbooks;
  }

  /**
   * Reads the workbooks of a folder.
   *
   * @throws FaultException with the findings of all workbooks at once, if any is an error
   */
  public static Tables read(Path directory) {
    return check(directory, Checks.FAULTS).orThrow();
  }

  /** Reads the workbooks that ride in the jar. */
  public static Tables standard() {
    Map<String, byte[]> workbooks = new LinkedHashMap<>();
    for (String name : ALL) {
      String path = "/dev/tarife/decision-tables/" + name;
      try (InputStream in = TablesReader.class.getResourceAsStream(path)) {
        if (in == null) {
          throw new IllegalStateException("The jar has no workbook (" + name + ").");
        }
        workbooks.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read(workbooks);
  }

  /**
   * Reads workbooks that are in memory.
   *
   * @param workbooks the bytes of each, by file name
   * @throws FaultException with the findings of all workbooks at once, if any is an error
   */
  public static Tables read(Map<String, byte[]> workbooks) {
    return check(workbooks, Checks.FAULTS).orThrow();
  }

  /**
   * Reads workbooks that were checked against each other before, each by itself: half a second less
   * for who has to wait for them.
   *
   * @param workbooks the bytes of each, by file name; scenarios may be left out
   * @throws FaultException with the findings of all workbooks at once, if any is an error
   */
  public static Tables readChecked(Map<String, byte[]> workbooks) {
    return check(workbooks, List.of()).orThrow();
  }

  /** Reads the workbooks of a folder and says everything that is wrong or worth a look. */
  public static ReadTables check(Path directory) {
    return check(directory, Checks.ALL);
  }

  private static ReadTables check(Path directory, List<Check> checks) {
    Findings unread = new Findings();
    Map<String, byte[]> workbooks = load(directory, unread);
    return workbooks.isEmpty()
        ? new ReadTables(null, unread)
        : new TablesReader(workbooks).check(unread, checks);
  }

  /**
   * The bytes of the workbooks of a folder, as they are at this moment.
   *
   * @throws FaultException if the folder or a workbook that must be there cannot be read
   */
  public static Map<String, byte[]> workbooks(Path directory) {
    Findings unread = new Findings();
    Map<String, byte[]> workbooks = load(directory, unread);
    unread.throwIfErrors();
    return workbooks;
  }

  private static Map<String, byte[]> load(Path directory, Findings unread) {
    Map<String, byte[]> workbooks = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      unread.error(
          "workbook",
          Place.ofFile(directory.toString()),
          "is not a folder",
          "give the folder that holds " + String.join(", ", WORKBOOKS));
      return workbooks;
    }
    UnreadWorkbooks others = UnreadWorkbooks.of(directory, ALL);
    for (String name : ALL) {
      Path workbook = directory.resolve(name);
      boolean there = Files.exists(workbook);
      if (there) {
        load(workbook, workbooks, unread);
      }
      if (there || OPTIONAL.contains(name)) {
        others.warn(name, there, unread);
      } else {
        others.missing(name, unread);
      }
    }
    return workbooks;
  }

  /** Reads workbooks that are in memory and says everything that is wrong or worth a look. */
  public static ReadTables check(Map<String, byte[]> workbooks) {
    return check(workbooks, Checks.ALL);
  }

  private static ReadTables check(Map<String, byte[]> workbooks, List<Check> checks) {
    Findings missing = new Findings();
    for (String name : WORKBOOKS) {
      if (!workbooks.containsKey(name)) {
        missing.error("workbook", Place.ofFile(name), "is missing", "add the workbook");
      }
    }
    return new TablesReader(new TreeMap<>(workbooks)).check(missing, checks);
  }

  /** Reads what can be read of workbooks, faults and all: to see what the faults come to. */
  public static Tables withFaults(Map<String, byte[]> workbooks) {
    return new TablesReader(new TreeMap<>(workbooks)).tables();
  }

  private static void load(Path path, Map<String, byte[]> workbooks, Findings findings) {
    try {
      workbooks.put(String.valueOf(path.getFileName()), Workbook.bytes(path));
    } catch (FaultException e) {
      findings.addAll(e.findings());
    }
  }

  private ReadTables check(Findings before, List<Check> checks) {
    findings.addAll(before);
    Tables tables = tables();
    CheckContext reading = CheckContext.of(tables, doubts, cells);
    for (Check check : checks) {
      findings.addAll(check.check(reading));
    }
    return new ReadTables(
        findings.hasErrors() ? null : tables,
        checks.equals(Checks.ALL) ? accepted().apply(findings) : findings);
  }

  private AcceptedFindingsReader accepted() {
    Map<String, Workbook> readable = new TreeMap<>();
    for (WorkbookReading book : books) {
      Workbook workbook = book.workbook();
      if (workbook != null) {
        readable.put(book.name(), workbook);
      }
    }
    return AcceptedFindingsReader.read(books.get(0), readable);
  }

  private Tables tables() {
    WorkbookReading charges = open(ChargesReader.FILE);
    Catalogue catalogue = new ChargesReader(charges).read();
    lists = CodeListsReader.read(charges);
    KnownCodes codes = KnownCodes.of(catalogue);
    WorkbookReading meteringBook = open(MeteringReader.FILE);
    MeteringReader metering = new MeteringReader(meteringBook, codes);
    Map<String, Word> usageTypes = metering.usageTypes();
    List<MeteringRow> meteringRows = metering.rows(usageTypes);
    List<Question> calculator =
        new CalculatorReader(meteringBook, codes, catalogue.areas().keySet(), usageTypes.keySet())
            .read();
    ContactMap contacts = metering.contacts(usageTypes);
    List<PriceRow> prices = new PricesReader(open(PricesReader.FILE), codes).read();
    AllowancesReader allowances =
        new AllowancesReader(open(AllowancesReader.FILE), codes, catalogue.settings().currency());
    List<AllowanceRow> allowanceRows = allowances.allowances();
    List<DrawRow> draws = allowances.draws();
    HomeCountries homes = allowances.homes();
    RateCard card = new TelephonyReader(open(TelephonyReader.FILE), codes).read();
    Agreements agreements =
        workbooks.containsKey(AgreementsReader.FILE)
            ? new AgreementsReader(open(AgreementsReader.FILE), codes, catalogue.areas().keySet())
                .read()
            : Agreements.NONE;
    List<Scenario> scenarios =
        workbooks.containsKey(SCENARIOS)
            ? new ScenariosReader(
                    open(SCENARIOS),
                    codes.with(agreements, allowanceRows),
                    catalogue.settings().currency())
                .read()
            : List.of();
    return new Tables(
        catalogue,
        usageTypes,
        meteringRows,
        contacts,
        prices,
        allowanceRows,
        draws,
        homes,
        card,
        scenarios,
        calculator,
        agreements,
        sha256());
  }

  private SortedMap<String, String> sha256() {
    SortedMap<String, String> hashes = new TreeMap<>();
    books.forEach(book -> hashes.put(book.name(), book.sha256()));
    return hashes;
  }

  private WorkbookReading open(String name) {
    WorkbookReading book =
        new WorkbookReading(name, workbook(name), findings, doubts, cells, lists);
    books.add(book);
    return book;
  }

  private @Nullable Workbook workbook(String name) {
    byte[] bytes = workbooks.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return Workbook.open(name, bytes);
    } catch (FaultException e) {
      findings.addAll(e.findings());
      return null;
    }
  }
}
