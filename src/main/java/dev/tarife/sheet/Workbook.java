package dev.tarife.sheet;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Place;
import dev.tarife.sheet.ooxml.PackageParts;
import dev.tarife.sheet.ooxml.Relation;
import dev.tarife.sheet.ooxml.Relations;
import dev.tarife.sheet.ooxml.SharedStrings;
import dev.tarife.sheet.ooxml.SheetParser;
import dev.tarife.sheet.ooxml.Styles;
import dev.tarife.sheet.ooxml.XmlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An .xlsx workbook, read strictly: what a cell holds and not what it shows, and nothing that could
 * run, be hidden or come from elsewhere. A sheet is read when it is asked for.
 */
public final class Workbook {
  private final String name;
  private final PackageParts parts;
  private final Limits limits;
  private final Map<String, String> partBySheet = new LinkedHashMap<>();
  private final List<String> hidden = new ArrayList<>();
  private List<String> strings = List.of();
  private Styles styles = Styles.NONE;
  private boolean from1904;

  private Workbook(String name, PackageParts parts, Limits limits) {
    this.name = name;
    this.parts = parts;
    this.limits = limits;
  }

  /**
   * Opens a file.
   *
   * @throws FaultException if it is not a workbook, or one that is refused as a whole
   */
  public static Workbook open(Path path) {
    return open(fileName(path), bytes(path));
  }

  /**
   * Opens a workbook that is in memory.
   *
   * @param name its file name, for messages and origins
   * @throws FaultException if it is not a workbook, or one that is refused as a whole
   */
  public static Workbook open(String name, byte[] bytes) {
    return open(name, bytes, Limits.STANDARD);
  }

  /**
   * Opens a workbook that is in memory, within limits of the caller.
   *
   * @throws FaultException if it is not a workbook, or one that is refused as a whole
   */
  public static Workbook open(String name, byte[] bytes, Limits limits) {
    Workbook workbook = new Workbook(name, PackageParts.open(name, bytes, limits), limits);
    workbook.index();
    return workbook;
  }

  /**
   * The bytes of a workbook's file.
   *
   * @throws FaultException if there is none, it is a folder, too large or may not be read
   */
  public static byte[] bytes(Path path) {
    String name = fileName(path);
    if (Files.isDirectory(path)) {
      throw WorkbookFaults.refused(name, "is a folder", "give the workbook itself");
    }
    if (!Files.exists(path)) {
      throw WorkbookFaults.refused(name, "is missing", "add the workbook");
    }
    if (!name.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      throw WorkbookFaults.refused(name, "is no .xlsx file", "save the workbook as .xlsx");
    }
    try {
      long size = Files.size(path);
      if (size > Limits.STANDARD.fileBytes()) {
        throw WorkbookFaults.tooLarge(
            name, "has " + size + " bytes, more than " + Limits.STANDARD.fileBytes());
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw WorkbookFaults.refused(
          name, "cannot be read", "close it elsewhere and check that you may read it");
    }
  }

  private static String fileName(Path path) {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /** File name, for messages and origins. */
  public String name() {
    return name;
  }

  /** Names of the sheets, in their order. */
  public Collection<String> sheets() {
    return partBySheet.keySet();
  }

  /** Reads a sheet; null if the workbook has none of that name. */
  public @Nullable Sheet sheet(String sheet) {
    String part = partBySheet.get(sheet);
    if (part == null) {
      return null;
    }
    Sheet read =
        new SheetParser(
                name,
                sheet,
                new XmlReader(name, part, parts.get(part)),
                styles,
                strings,
                from1904,
                limits)
            .parse();
    if (hidden.contains(sheet)) {
      read.findings()
          .add(
              Finding.error(
                  "hidden",
                  Place.sheet(name, sheet),
                  "the sheet is hidden",
                  "unhide it; delete it if it is not meant"));
    }
    return read;
  }

  private void index() {
    Relations links = new Relations(name, parts);
    new ActiveContentCheck(name, parts, links).refuse();
    String main = "";
    for (Relation relation : links.of("")) {
      if (relation.isA("officeDocument")) {
        main = relation.target();
      }
    }
    if (main.isEmpty()) {
      throw WorkbookFaults.refused(name, "is not an .xlsx workbook", "save it as .xlsx");
    }
    Map<String, Relation> relations = new LinkedHashMap<>();
    for (Relation relation : links.of(main)) {
      relations.put(relation.id(), relation);
      byte[] bytes =
          relation.isA("sharedStrings") || relation.isA("styles")
              ? parts.find(relation.target())
              : null;
      if (bytes != null && relation.isA("sharedStrings")) {
        strings = SharedStrings.read(new XmlReader(name, relation.target(), bytes));
      } else if (bytes != null) {
        styles = Styles.read(new XmlReader(name, relation.target(), bytes));
      }
    }
    sheets(new XmlReader(name, main, parts.get(main)), relations);
  }

  private void sheets(XmlReader xml, Map<String, Relation> relations) {
    while (xml.next()) {
      if (xml.isStart("workbookPr")) {
        from1904 = xml.flag("date1904");
      } else if (xml.isStart("sheet")) {
        String sheet = xml.needed("name");
        String id = xml.prefixed("id");
        Relation relation = id == null ? null : relations.get(id);
        if (relation == null || VisibleText.invisible(sheet) != null) {
          throw xml.damaged();
        }
        if (!relation.isA("worksheet")) {
          throw WorkbookFaults.refused(
              name,
              "holds a sheet that is not a table (" + VisibleText.shown(sheet) + ")",
              "delete the sheet, or keep charts in a workbook of their own");
        }
        String state = xml.attribute("state");
        if (state != null && !state.equals("visible")) {
          hidden.add(sheet);
        }
        if (partBySheet.put(sheet, relation.target()) != null) {
          throw WorkbookFaults.damaged(name, "two sheets are named " + VisibleText.shown(sheet));
        }
      }
    }
  }
}
