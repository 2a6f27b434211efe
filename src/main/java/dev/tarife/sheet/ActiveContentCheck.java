package dev.tarife.sheet;

import dev.tarife.sheet.ooxml.PackageParts;
import dev.tarife.sheet.ooxml.Relation;
import dev.tarife.sheet.ooxml.Relations;
import dev.tarife.sheet.ooxml.XmlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Refuses a workbook with anything in it that could run, or that comes from elsewhere. */
final class ActiveContentCheck {
  private static final List<String> ACTIVE =
      List.of(
          "vbaproject.bin",
          "vbadata.xml",
          "/activex/",
          "/embeddings/",
          "/externallinks/",
          "/macrosheets/",
          "/dialogsheets/",
          "/querytables/",
          "/connections.xml",
          "/ctrlprops/",
          "/model/",
          "customui/");

  private final String name;
  private final PackageParts parts;
  private final Relations relations;

  ActiveContentCheck(String name, PackageParts parts, Relations relations) {
    this.name = name;
    this.parts = parts;
    this.relations = relations;
  }

  /**
   * Looks at the parts, their types and their links.
   *
   * @throws dev.tarife.model.FaultException if any is refused
   */
  void refuse() {
    refuseParts();
    refuseTypes();
    refuseLinks();
  }

  private void refuseParts() {
    for (String part : parts.names()) {
      for (String active : ACTIVE) {
        if (("/" + part).contains(active)) {
          throw WorkbookFaults.refused(
              name,
              "holds macros, embedded objects or links to other sources ("
                  + VisibleText.shown(part)
                  + ")",
              "copy the values into a new workbook and save it as .xlsx");
        }
      }
    }
  }

  private void refuseTypes() {
    byte[] bytes = parts.find("[Content_Types].xml");
    if (bytes == null) {
      throw WorkbookFaults.refused(name, "is not an .xlsx workbook", "save it as .xlsx");
    }
    Map<String, String> byEnding = new HashMap<>();
    Map<String, String> byPart = new HashMap<>();
    XmlReader xml = new XmlReader(name, "[Content_Types].xml", bytes);
    while (xml.next()) {
      String type = xml.isStart() ? xml.attribute("ContentType") : null;
      if (type != null) {
        String ending = xml.attribute("Extension");
        String part = xml.attribute("PartName");
        if (ending != null) {
          byEnding.put(ending.toLowerCase(Locale.ROOT), type.toLowerCase(Locale.ROOT));
        }
        if (part != null) {
          byPart.put(PackageParts.key(part), type.toLowerCase(Locale.ROOT));
        }
      }
    }
    // Programs declare types of parts that they might have written: only those that exist count.
    for (String part : parts.names()) {
      String ending = part.substring(part.lastIndexOf('.') + 1);
      String type = byPart.getOrDefault(part, byEnding.getOrDefault(ending, ""));
      if (type.contains("macroenabled")
          || type.contains("vbaproject")
          || type.contains("sheet.binary")
          || type.contains("addin")) {
        throw WorkbookFaults.refused(
            name, "is a workbook with macros or a binary one", "save it as .xlsx, without macros");
      }
    }
  }

  /** The links of every part, hyperlinks aside. */
  private void refuseLinks() {
    for (Relation relation : relations.all()) {
      if (relation.external() && !relation.isA("hyperlink")) {
        throw WorkbookFaults.refused(
            name,
            "links to another file (" + VisibleText.shown(relation.target()) + ")",
            "break the link (Data, Edit Links) and save again");
      }
    }
  }
}
