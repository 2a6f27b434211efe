package dev.tarife.sheet.ooxml;

import dev.tarife.sheet.WorkbookFaults;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the XML of a part forwards, without document types, entities and anything outside. */
public final class XmlReader {
  private static final XMLInputFactory FACTORY = factory();

  private final String file;
  private final String part;
  private final XMLStreamReader reader;

  public XmlReader(String file, String part, byte[] bytes) {
    this.file = file;
    this.part = part;
    try {
      this.reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
    } catch (XMLStreamException | RuntimeException e) {
      throw damaged();
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside is read");
        });
    return factory;
  }

  /** Goes to the next start or end of an element; false at the end of the part. */
  public boolean next() {
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT -> {
            return true;
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw doctype();
          default -> {
            // text between elements, comments
          }
        }
      }
      return false;
    } catch (XMLStreamException | RuntimeException e) {
      throw e instanceof dev.tarife.model.FaultException fault ? fault : damaged();
    }
  }

  public boolean isStart() {
    return reader.isStartElement();
  }

  public boolean isStart(String name) {
    return reader.isStartElement() && reader.getLocalName().equals(name);
  }

  boolean isEnd(String name) {
    return reader.isEndElement() && reader.getLocalName().equals(name);
  }

  /** Name of the element, without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  /** The attribute of that name, whatever its prefix, or null. */
  @Nullable
  public String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** An attribute with a prefix, such as {@code r:id} beside {@code id}, or null. */
  @Nullable
  public String prefixed(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String prefix = reader.getAttributePrefix(i);
      if (reader.getAttributeLocalName(i).equals(name) && prefix != null && !prefix.isEmpty()) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** An attribute that every file has. */
  public String needed(String name) {
    String value = attribute(name);
    if (value == null) {
      throw damaged();
    }
    return value;
  }

  public boolean flag(String name) {
    String value = attribute(name);
    return value != null && (value.equals("1") || value.equals("true"));
  }

  /** A whole number, or {@code missing}. */
  int integer(String name, int missing) {
    String value = attribute(name);
    if (value == null) {
      return missing;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw damaged();
    }
  }

  /** The text of an element that holds only text; ends on the end of the element. */
  String text() {
    try {
      StringBuilder text = new StringBuilder();
      int depth = 1;
      while (depth > 0) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> depth++;
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw doctype();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.append(reader.getText());
          default -> {
            // comments
          }
        }
      }
      return text.toString();
    } catch (XMLStreamException | RuntimeException e) {
      throw e instanceof dev.tarife.model.FaultException fault ? fault : damaged();
    }
  }

  public RuntimeException damaged() {
    return WorkbookFaults.damaged(file, "the XML of " + part + " cannot be read");
  }

  private RuntimeException doctype() {
    return WorkbookFaults.refused(
        file,
        "holds a document type or an entity in its XML (" + part + "), which no spreadsheet writes",
        "do not use this file; ask its sender where it comes from");
  }
}
