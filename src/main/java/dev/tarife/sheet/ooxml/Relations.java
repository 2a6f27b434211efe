package dev.tarife.sheet.ooxml;

import java.util.ArrayList;
import java.util.List;

/** Reads how the parts of a workbook refer to each other. */
public final class Relations {
  private final String name;
  private final PackageParts parts;

  /**
   * Reads the relations of one workbook.
   *
   * @param name the workbook's file name
   */
  public Relations(String name, PackageParts parts) {
    this.name = name;
    this.parts = parts;
  }

  /** Those of a part; of the workbook itself where its name is empty. */
  public List<Relation> of(String part) {
    int slash = part.lastIndexOf('/');
    String folder = part.substring(0, slash + 1);
    return in(folder + "_rels/" + part.substring(slash + 1) + ".rels", folder);
  }

  /** Those of all parts; targets are as they are written. */
  public List<Relation> all() {
    List<Relation> all = new ArrayList<>();
    for (String part : List.copyOf(parts.names())) {
      if (part.endsWith(".rels")) {
        all.addAll(in(part, ""));
      }
    }
    return all;
  }

  private List<Relation> in(String part, String folder) {
    List<Relation> relations = new ArrayList<>();
    byte[] bytes = parts.find(part);
    if (bytes == null) {
      return relations;
    }
    XmlReader xml = new XmlReader(name, part, bytes);
    while (xml.next()) {
      if (xml.isStart("Relationship")) {
        boolean external = "External".equalsIgnoreCase(xml.attribute("TargetMode"));
        String target = xml.needed("Target");
        relations.add(
            new Relation(
                xml.needed("Id"),
                xml.needed("Type"),
                external ? target : Relation.resolve(folder, target),
                external));
      }
    }
    return relations;
  }
}
