package dev.tarife.connect;

import dev.tarife.connect.document.ContactFields;
import dev.tarife.connect.document.DocumentParser;
import dev.tarife.connect.document.DocumentSplitter;
import dev.tarife.duckdb.Interrupts;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Reads documents, and has what each settles staged. Used by one thread. */
final class DocumentStage {
  /** The most that one document may take. */
  static final int LARGEST_DOCUMENT = 16 << 20;

  private static final int DEEPEST = 100;

  /** After so many documents the listener is told. */
  private static final int TELLING = 1000;

  /** How the parser begins to tell of them, at more length than a reader can do with. */
  private static final String BYTE_OF_0 = "Illegal character ((CTRL-CHAR, code 0))";

  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(1000)
                  .maxNameLength(50_000)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private final Settlement settlement;
  private final DocumentParser parser;
  private final ReadingFaults faults;
  private final LongConsumer told;
  private long untold;

  /**
   * Prepares to settle.
   *
   * @param settlement of this thread alone
   * @param told is told how many documents more were read
   */
  DocumentStage(
      Settlement settlement, ContactFields fields, ReadingFaults faults, LongConsumer told) {
    this.settlement = settlement;
    this.faults = faults;
    this.told = told;
    parser = new DocumentParser(fields, settlement.document());
  }

  /** Settles a piece of a file. */
  void read(int file, DocumentSplitter.Piece piece) throws IOException {
    parse(
        file,
        JSON.createParser(ObjectReadContext.empty(), piece.bytes(), 0, piece.length()),
        piece.line());
    flush();
  }

  /** Settles a stream. */
  void read(int file, InputStream stream, long line) throws IOException {
    parse(file, JSON.createParser(ObjectReadContext.empty(), stream), line);
    flush();
  }

  /** Settles whatever there is, and says what is wrong with it. */
  private void parse(int file, JsonParser json, long firstLine) throws IOException {
    long line = firstLine;
    try (JsonParser source = json) {
      boolean list = false;
      for (JsonToken token = source.nextToken(); token != null; token = source.nextToken()) {
        line = firstLine - 1 + source.currentTokenLocation().getLineNr();
        if (token == JsonToken.START_OBJECT) {
          long start = source.currentTokenLocation().getByteOffset();
          parser.read(source);
          if (source.currentToken() == null) {
            faults.found(
                file,
                line,
                "is not JSON (it breaks off in the middle of a document)",
                "copy it again");
            return;
          }
          if (source.currentLocation().getByteOffset() - start > LARGEST_DOCUMENT) {
            faults.found(
                file,
                line,
                "a document is larger than 16 MB",
                "no contact record is: see what it is");
            return;
          }
          settlement.settle(file, line);
          tell();
        } else if (token == JsonToken.START_ARRAY && !list) {
          list = true;
        } else if (token == JsonToken.END_ARRAY) {
          list = false;
        } else {
          source.skipChildren();
          settlement.settleNone(
              "the document is not a JSON object: it is not a contact record", file, line);
        }
      }
    } catch (StreamConstraintsException e) {
      faults.found(
          file,
          line,
          "a document is too deep or too long to be a contact record: more than "
              + DEEPEST
              + " levels, or more than a million letters in one text",
          "no contact record is: see what it is");
    } catch (UnexpectedEndOfInputException e) {
      faults.found(
          file, line, "is not JSON (it breaks off in the middle of a document)", "copy it again");
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException io) {
        faults.broken(file, line, io);
        return;
      }
      long at = e.getLocation() == null ? line : firstLine - 1 + e.getLocation().getLineNr();
      String reason = String.valueOf(e.getOriginalMessage());
      if (reason.startsWith(BYTE_OF_0)) {
        faults.found(
            file, at, "is not JSON (it holds bytes of 0 between documents)", "copy it again");
      } else {
        faults.found(file, at, "is not JSON (" + plain(reason) + ")", "write it again");
      }
    }
  }

  /** What is wrong, without the parser's advice to programmers. */
  private static String plain(String reason) {
    String text = shortened(reason);
    if (text.startsWith("Invalid UTF-8")) {
      return "a text is not UTF-8";
    }
    if (text.startsWith("Non-standard token")) {
      return text.replaceFirst("Non-standard token '([^']*)'.*", "$1 is not a number of JSON");
    }
    return text.replaceFirst(": was expecting \\(JSON String.*|: maybe a \\(non-standard\\).*", "");
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 120 ? line : line.substring(0, 120) + "...";
  }

  private void tell() {
    if (++untold == TELLING) {
      flush();
      Interrupts.stopIfInterrupted();
    }
  }

  private void flush() {
    told.accept(untold);
    untold = 0;
  }
}
