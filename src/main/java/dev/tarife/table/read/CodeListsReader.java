package dev.tarife.table.read;

import dev.tarife.sheet.CodeLists;
import dev.tarife.sheet.Headers;
import dev.tarife.sheet.TypedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the sheet Code lists of {@code charges.xlsx}, which may be left out. */
final class CodeListsReader {
  static final String SHEET = "Code lists";

  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  private CodeListsReader() {}

  static CodeLists read(WorkbookReading book) {
    if (!book.sheets().contains(SHEET)) {
      return CodeLists.NONE;
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (TypedRow line : book.lines(SHEET, Headers.needed("List", "Code"))) {
      String name = line.code("List");
      String code = line.text("Code");
      if (line.isGood() && !name.matches(NAME)) {
        line.error(
            "code-list",
            "List",
            "the name of the list (" + name + ") is not one of small letters, digits and hyphens",
            "write one such as own-numbers; cells then name it as list:own-numbers");
      }
      if (line.isGood() && (CodeLists.isName(code) || code.contains(";"))) {
        line.error(
            "code-list",
            "Code",
            "the code (" + code + ") is " + (CodeLists.isName(code) ? "a list" : "several codes"),
            "write one code; a list has a row for each of its codes");
      }
      List<String> codes = lists.computeIfAbsent(name, list -> new ArrayList<>());
      if (line.isGood() && codes.contains(code)) {
        line.error(
            "duplicate",
            "Code",
            "the list (" + name + ") has the code (" + code + ") already",
            "delete one of the rows");
      } else if (line.isGood()) {
        codes.add(code);
      }
    }
    return new CodeLists(lists, ChargesReader.FILE + ", " + SHEET);
  }
}
