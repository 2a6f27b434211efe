package dev.tarife.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.table.Catalogue;
import dev.tarife.table.Condition;
import dev.tarife.table.MeteringRow;
import dev.tarife.table.PriceRow;
import dev.tarife.table.Tables;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DataValidation.ErrorStyle;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFDataValidation;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** The dropdowns of the shipped workbooks offer what the reader accepts, and refuse none of it. */
class DropdownsTest {
  private static final Pattern GROWS =
      Pattern.compile(
          "'([^']+)'!\\$([A-Z]+)\\$2:INDEX\\('\\1'!\\$\\2\\$2:\\$\\2\\$5000,"
              + "MAX\\(1,COUNTA\\('\\1'!\\$\\2\\$2:\\$\\2\\$5000\\)\\)\\)");

  private final Tables tables = TablesReader.read(Real.TABLES);

  @Test
  void listsOfCodesGrowAndRefuseNoNewCode() throws IOException {
    Map<String, Collection<String>> known = known();
    int lists = 0;
    for (String file : files()) {
      try (XSSFWorkbook book = open(file)) {
        for (Sheet sheet : book) {
          for (XSSFDataValidation list : ((XSSFSheet) sheet).getDataValidations()) {
            DataValidationConstraint constraint = list.getValidationConstraint();
            if (constraint.getExplicitListValues() != null) {
              continue;
            }
            String where = file + " " + sheet.getSheetName() + " " + constraint.getFormula1();
            String name = constraint.getFormula1();
            assertThat(book.getName(name)).as(where).isNotNull();
            Matcher range = GROWS.matcher(book.getName(name).getRefersToFormula());
            assertThat(range.matches()).as(where).isTrue();
            assertThat(list.getErrorStyle()).as(where).isNotEqualTo(ErrorStyle.STOP);
            Collection<String> codes = known.get(name.replace("_offered", ""));
            assertThat(codes).as(where).isNotNull();
            assertThat(offered(book, range.group(1), range.group(2))).as(where).containsAll(codes);
            lists++;
          }
        }
      }
    }
    assertThat(lists).isGreaterThan(25);
  }

  @Test
  void listsOfWordsOfferTheWordsOfTheReader() throws IOException {
    Map<String, List<String>> words =
        Map.of(
            "Test", words(Condition.Test.values(), Condition.Test::word),
            "Measure", words(MeteringRow.Measure.values(), MeteringRow.Measure::word),
            "Counting", words(MeteringRow.Counting.values(), MeteringRow.Counting::word),
            "Counted over", words(MeteringRow.Over.values(), MeteringRow.Over::word),
            "Minimum per", words(MeteringRow.MinimumPer.values(), MeteringRow.MinimumPer::word));
    try (XSSFWorkbook book = open("metering.xlsx")) {
      XSSFSheet sheet = book.getSheet("Metering");
      for (XSSFDataValidation list : sheet.getDataValidations()) {
        String[] offered = list.getValidationConstraint().getExplicitListValues();
        int column = list.getRegions().getCellRangeAddresses()[0].getFirstColumn();
        String header = sheet.getRow(0).getCell(column).toString().replaceAll(" [0-9]$", "");
        if (offered != null && words.containsKey(header)) {
          assertThat(Arrays.stream(offered).map(String::strip))
              .as(header)
              .containsExactlyInAnyOrderElementsOf(words.get(header));
        } else if (offered != null) {
          assertThat(list.getErrorStyle()).as(header).isNotEqualTo(ErrorStyle.STOP);
        }
      }
    }
  }

  @Test
  void scopesOfferTheWordsOfTheReader() throws IOException {
    for (String[] place : new String[][] {{"prices.xlsx", "Prices"}, {"telephony.xlsx", "Cards"}}) {
      try (XSSFWorkbook book = open(place[0])) {
        XSSFSheet sheet = book.getSheet(place[1]);
        List<String> offered = new ArrayList<>();
        for (XSSFDataValidation list : sheet.getDataValidations()) {
          int column = list.getRegions().getCellRangeAddresses()[0].getFirstColumn();
          if (sheet.getRow(0).getCell(column).toString().equals("Scope")) {
            offered.addAll(List.of(list.getValidationConstraint().getExplicitListValues()));
          }
        }
        assertThat(offered)
            .as(place[0])
            .containsExactlyInAnyOrderElementsOf(
                words(PriceRow.Scope.values(), PriceRow.Scope::word));
      }
    }
  }

  private Map<String, Collection<String>> known() {
    Catalogue catalogue = tables.catalogue();
    Map<String, Collection<String>> known = new TreeMap<>();
    known.put("Charge", catalogue.charges().keySet());
    known.put("Areas", catalogue.areas().keySet());
    known.put("Area", catalogue.areas().keySet());
    known.put("Units", catalogue.units().keySet());
    known.put("Unit", catalogue.units().keySet());
    known.put("Plan", catalogue.plans().keySet());
    known.put("Region", catalogue.regions().keySet());
    known.put("Country_or_home", catalogue.countries().keySet());
    known.put("Charge_or_none", catalogue.charges().keySet());
    // These offer the column that says which codes there are.
    List.of("Allowances", "Scenarios", "Contact_fields").forEach(own -> known.put(own, List.of()));
    known.put("Country", catalogue.countries().keySet());
    known.put("Number_type", catalogue.numberTypes().keySet());
    known.put("Usage_types", tables.usageTypes().keySet());
    known.put("Usage_type", tables.usageTypes().keySet());
    return known;
  }

  private static <E> List<String> words(E[] all, Function<E, String> word) {
    return Stream.of(all).map(word).toList();
  }

  private static List<String> files() {
    List<String> files = new ArrayList<>(TablesReader.WORKBOOKS);
    files.add(TablesReader.SCENARIOS);
    return files;
  }

  private static XSSFWorkbook open(String file) throws IOException {
    try (InputStream in = Files.newInputStream(Real.TABLES.resolve(file))) {
      return new XSSFWorkbook(in);
    }
  }

  private static List<String> offered(XSSFWorkbook book, String sheet, String column) {
    List<String> codes = new ArrayList<>();
    int at = CellReference.convertColStringToIndex(column);
    book.getSheet(sheet)
        .forEach(
            row -> {
              if (row.getRowNum() > 0 && row.getCell(at) != null) {
                codes.add(row.getCell(at).toString());
              }
            });
    return codes;
  }
}
