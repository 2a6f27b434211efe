package dev.tarife.sheet.ooxml;

import dev.tarife.sheet.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** The texts that the cells of a workbook share. */
public final class SharedStrings {
  private SharedStrings() {}

  public static List<String> read(XmlReader xml) {
    List<String> strings = new ArrayList<>();
    while (xml.next()) {
      if (xml.isStart("si")) {
        strings.add(item(xml, "si"));
      }
    }
    return strings;
  }

  /** The text of a rich or plain item, up to the end of its element, without reading aids. */
  static String item(XmlReader xml, String element) {
    StringBuilder text = new StringBuilder();
    boolean aid = false;
    while (xml.next() && !xml.isEnd(element)) {
      if (xml.isStart("rPh")) {
        aid = true;
      } else if (xml.isEnd("rPh")) {
        aid = false;
      } else if (xml.isStart("t")) {
        String run = xml.text();
        if (!aid) {
          text.append(run);
        }
      }
    }
    return VisibleText.decoded(text.toString());
  }
}
