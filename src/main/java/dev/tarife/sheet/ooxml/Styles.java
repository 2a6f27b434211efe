package dev.tarife.sheet.ooxml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cell formats of a workbook make of numbers.
 *
 * @param formats by the number that cells refer to
 */
public record Styles(List<NumberFormat> formats) {
  public static final Styles NONE = new Styles(List.of());

  public Styles {
    formats = List.copyOf(formats);
  }

  public static Styles read(XmlReader xml) {
    Map<Integer, NumberFormat> own = new HashMap<>();
    List<NumberFormat> formats = new ArrayList<>();
    boolean cells = false;
    while (xml.next()) {
      if (xml.isStart("numFmt")) {
        own.putIfAbsent(xml.integer("numFmtId", 0), NumberFormat.ofCode(xml.needed("formatCode")));
      } else if (xml.isStart("cellXfs")) {
        cells = true;
      } else if (xml.isEnd("cellXfs")) {
        cells = false;
      } else if (cells && xml.isStart("xf")) {
        int id = xml.integer("numFmtId", 0);
        formats.add(own.getOrDefault(id, NumberFormat.ofId(id)));
      }
    }
    return new Styles(formats);
  }

  NumberFormat format(int style) {
    return style >= 0 && style < formats.size() ? formats.get(style) : NumberFormat.PLAIN;
  }
}
