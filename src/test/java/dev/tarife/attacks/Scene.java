package dev.tarife.attacks;

import dev.tarife.acceptance.EditedTables;
import dev.tarife.sheet.Books;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.zip.GZIPOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A folder with the shipped tables, an account and a file of usage, and ways to spoil them. The
 * usage is a call of seven minutes, which costs 0.1264.
 */
final class Scene {
  static final String HEADER =
      "record_id,instance,usage_type,start_time,end_time,quantity,country,number_type,updated_at\n";
  static final String CALL =
      "call-1,main,voice-inbound,2024-05-06T09:00:00Z,,420,US,did,2024-05-06T10:00:00Z\n";
  private static final String ACCOUNT =
      "account: \"123456789012\"\ncurrency: USD\ninstances: [{ id: main, region: us-west-2 }]\n";

  private final Path folder;
  private final Path store;

  private Scene(Path folder, Path store) {
    this.folder = folder;
    this.store = store;
  }

  /**
   * Sets one.
   *
   * @param store a bundle store, which is looked at and not copied
   */
  static Scene in(Path folder, Path store) {
    Scene scene = new Scene(folder, store);
    scene.file("usage/account.yaml", ACCOUNT);
    scene.usage(CALL);
    try {
      Files.createDirectory(folder.resolve("tables"));
      for (String workbook : TablesReader.WORKBOOKS) {
        Files.copy(shipped(workbook), folder.resolve("tables").resolve(workbook));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scene;
  }

  static Path shipped(String workbook) {
    return Path.of("decision-tables").resolve(workbook);
  }

  /** A name in the scene. */
  Path path(String name) {
    return folder.resolve(name);
  }

  Path store() {
    return store;
  }

  /** Writes a file. */
  Scene file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Scene file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a packed file, of which an end is cut off. */
  Scene packed(String name, String text, int cut) {
    file(name, text);
    try {
      Path file = folder.resolve(name);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      byte[] bytes = Files.readAllBytes(file);
      return file(name, java.util.Arrays.copyOf(bytes, bytes.length - cut));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file of usage: these lines under its header. */
  Scene usage(String... lines) {
    return file("usage/usage.csv", HEADER + String.join("", lines));
  }

  /** Writes other usage beside. */
  Scene more(String name, String text) {
    return file("usage/" + name, text);
  }

  /** Changes cells of the row whose cell under a header has a value. */
  Scene change(String workbook, String sheet, String header, String value, Object... cells) {
    return edit(tables -> tables.change(workbook, sheet, header, value, cells));
  }

  /** Adds a row: header, value, header, value ... */
  Scene add(String workbook, String sheet, Object... cells) {
    return edit(tables -> tables.add(workbook, sheet, cells));
  }

  /** Changes a sheet as a spreadsheet program can. */
  Scene sheet(String workbook, String sheet, Consumer<XSSFSheet> change) {
    return book(workbook, book -> change.accept(book.getSheet(sheet)));
  }

  /** Changes a workbook as a spreadsheet program can. */
  Scene book(String workbook, Consumer<XSSFWorkbook> change) {
    return edit(tables -> tables.edit(workbook, change));
  }

  /** Replaces a cell of {@code prices.xlsx}, Prices, by XML. */
  Scene cell(String address, String xml) {
    return part(
        "prices.xlsx",
        "xl/worksheets/sheet1.xml",
        text ->
            text.replaceFirst(
                "<c r=\"" + address + "\"[^>]*?(?:/>|>.*?</c>)", Matcher.quoteReplacement(xml)));
  }

  /** Rewrites a part of a workbook. */
  Scene part(String workbook, String part, UnaryOperator<String> change) {
    return bytes(workbook, bytes -> Books.changed(bytes, Map.of(part, change), Map.of()));
  }

  /** Puts a part into a workbook. */
  Scene part(String workbook, String part, String text) {
    return bytes(
        workbook,
        bytes ->
            Books.changed(bytes, Map.of(), Map.of(part, text.getBytes(StandardCharsets.UTF_8))));
  }

  /** Rewrites the bytes of a workbook. */
  Scene bytes(String workbook, UnaryOperator<byte[]> change) {
    try {
      return file(
          "tables/" + workbook,
          change.apply(Files.readAllBytes(folder.resolve("tables").resolve(workbook))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Scene edit(Consumer<EditedTables> change) {
    try {
      Path work = Files.createTempDirectory(folder.getParent(), "edited");
      try (EditedTables tables = EditedTables.copy(work)) {
        change.accept(tables);
        tables.save();
      }
      for (String workbook : TablesReader.WORKBOOKS) {
        Path edited = work.resolve(workbook);
        if (Files.mismatch(edited, shipped(workbook)) >= 0) {
          file("tables/" + workbook, Files.readAllBytes(edited));
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
