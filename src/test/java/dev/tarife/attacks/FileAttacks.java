package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.harmless;
import static dev.tarife.attacks.Attack.refused;

import dev.tarife.cli.InProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Files that are no workbooks, or more than that. */
final class FileAttacks {
  private static final String AREA = "Workbooks that are something else";
  private static final String BOOK = "prices.xlsx";
  private static final String SHEET = "xl/worksheets/sheet1.xml";
  private static final String ENTITY = "<!DOCTYPE worksheet [%s]><worksheet>&x;</worksheet>";

  static final List<Attack> ALL =
      List.of(
          bytes("a workbook that is cut off", bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
          bytes("a workbook whose last byte is missing", b -> Arrays.copyOf(b, b.length - 1)),
          bytes("one bit changed", FileAttacks::flipped),
          bytes("no byte at all", bytes -> new byte[0]),
          refused(
              AREA, "a text that is named .xlsx", scene -> scene.file("tables/" + BOOK, "a,b\n")),
          bytes("an old .xls that is named .xlsx", bytes -> old()),
          bytes("a workbook with a password", FileAttacks::encrypted),
          refused(
              AREA,
              "a workbook with macros (.xlsm) that is named .xlsx",
              scene ->
                  scene.part(
                      BOOK,
                      "[Content_Types].xml",
                      text ->
                          text.replace(
                              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                              "application/vnd.ms-excel.sheet.macroEnabled.main"))),
          refused(AREA, "macros", scene -> scene.part(BOOK, "xl/vbaProject.bin", "macros")),
          refused(
              AREA,
              "an embedded object (OLE)",
              scene -> scene.part(BOOK, "xl/embeddings/oleObject1.bin", "object")),
          refused(
              AREA,
              "a link to another workbook",
              scene -> scene.part(BOOK, "xl/externalLinks/externalLink1.xml", "<externalLink/>")),
          refused(
              AREA,
              "DDE",
              scene ->
                  scene.part(
                      BOOK,
                      "xl/externalLinks/externalLink1.xml",
                      "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/C calc\"/></externalLink>")),
          refused(
              AREA,
              "DDE in a cell",
              scene -> scene.cell("J2", "<c r=\"J2\"><f>cmd|'/C calc'!A0</f><v>0.018</v></c>")),
          refused(
              AREA,
              "a query of a database",
              scene -> scene.part(BOOK, "xl/connections.xml", "<connections/>")),
          refused(
              AREA,
              "an entity that is expanded a billion times",
              scene ->
                  scene.part(
                      BOOK,
                      SHEET,
                      ENTITY.formatted(
                          "<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                              + "<!ENTITY x \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"))),
          refused(
              AREA,
              "an entity that reads a file of the machine",
              scene ->
                  scene.part(
                      BOOK, SHEET, ENTITY.formatted("<!ENTITY x SYSTEM \"file:///etc/passwd\">"))),
          refused(
              AREA,
              "a document type that is fetched",
              scene ->
                  scene.part(
                      BOOK,
                      SHEET,
                      "<!DOCTYPE worksheet SYSTEM \"http://localhost:1/x.dtd\"><worksheet/>")),
          bytes("a zip bomb", bytes -> swollen(bytes, 90L << 20)),
          bytes("a sheet larger than any table", bytes -> swollen(bytes, 200L << 20)),
          harmless(
              AREA,
              "a used range of a million rows",
              scene -> scene.part(BOOK, SHEET, FileAttacks::millionRows)),
          refused(
              AREA,
              "a folder where a workbook is meant",
              scene -> {
                Files.delete(scene.path("tables/" + BOOK));
                Files.createDirectory(scene.path("tables/" + BOOK));
              }),
          refused(
              AREA,
              "a workbook that is missing",
              scene -> Files.delete(scene.path("tables/" + BOOK))),
          refused(
              AREA,
              "a workbook that cannot be read",
              scene -> {
                Files.delete(scene.path("tables/" + BOOK));
                Files.createSymbolicLink(scene.path("tables/" + BOOK), Path.of("/proc/self/mem"));
              }),
          refused(
                  AREA,
                  "a folder of tables that is a file",
                  scene -> scene.file("tables.csv", "prices"))
              .by("rate", "usage", "--month", "2024-05", "--tables", "tables.csv"),
          refused(AREA, "a disk that is full while the invoice is written", scene -> {})
              .by(
                  "rate",
                  "usage",
                  "--month",
                  "2024-05",
                  "--tables",
                  "tables",
                  "--output",
                  "/dev/full"),
          harmless(
              AREA,
              "a price of 0.02 after one that failed (a stale build)",
              scene -> {
                scene.change(BOOK, "Prices", "Charge", "voice-service", "Unit price", "cheap");
                InProcess.run(
                    scene.path("tables"),
                    Map.of(),
                    InProcess.STILL,
                    "rate",
                    scene.path("usage").toString(),
                    "--month",
                    "2024-05");
                reset(scene);
                scene.change(BOOK, "Prices", "Charge", "voice-service", "Unit price", 0.02);
              }),
          harmless(
                  AREA,
                  "a price of 0.03 while another is built (two builds at once)",
                  FileAttacks::twoBuilds)
              .by(
                  "rate",
                  "usage",
                  "--month",
                  "2024-05",
                  "--bundle",
                  "three.jar",
                  "--format",
                  "json",
                  "--output",
                  "invoice.json"));

  private FileAttacks() {}

  private static Attack bytes(String tried, java.util.function.UnaryOperator<byte[]> change) {
    return refused(AREA, tried, scene -> scene.bytes(BOOK, change));
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 3] ^= 4;
    return flipped;
  }

  private static byte[] old() {
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      book.createSheet("Prices").createRow(0).createCell(0).setCellValue("Charge");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encrypted(byte[] bytes) {
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(files)) {
        out.write(bytes);
      }
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      files.writeFilesystem(whole);
      return whole.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A workbook whose sheet ends in so many spaces. */
  private static byte[] swollen(byte[] bytes, long spaces) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes));
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          zip.putNextEntry(new ZipEntry(entry.getName()));
          zip.write(in.readAllBytes());
          if (entry.getName().equals(SHEET)) {
            byte[] some = new byte[1 << 20];
            Arrays.fill(some, (byte) ' ');
            for (long i = 0; i < spaces; i += some.length) {
              zip.write(some);
            }
          }
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a spreadsheet saves a sheet whose whole columns were formatted. */
  private static String millionRows(String sheet) {
    StringBuilder rows = new StringBuilder(40 << 20);
    for (int i = 100; i <= 1 << 20; i++) {
      rows.append("<row r=\"")
          .append(i)
          .append("\"><c r=\"J")
          .append(i)
          .append("\" s=\"2\"/></row>");
    }
    return sheet
        .replaceFirst("<dimension ref=\"[^\"]*\"/>", "<dimension ref=\"A1:P1048576\"/>")
        .replace("</sheetData>", rows + "</sheetData>");
  }

  private static void reset(Scene scene) throws IOException {
    Files.delete(scene.path("tables/" + BOOK));
    Files.copy(Scene.shipped(BOOK), scene.path("tables/" + BOOK));
  }

  private static void twoBuilds(Scene scene) throws Exception {
    scene.change(BOOK, "Prices", "Charge", "voice-service", "Unit price", 0.02);
    Path two = Files.move(scene.path("tables"), scene.path("two"));
    Files.createDirectory(scene.path("tables"));
    try (var workbooks = Files.list(two)) {
      for (Path workbook : workbooks.toList()) {
        Files.copy(workbook, scene.path("tables").resolve(workbook.getFileName()));
      }
    }
    reset(scene);
    scene.change(BOOK, "Prices", "Charge", "voice-service", "Unit price", 0.03);
    CompletableFuture.allOf(build(scene, "two", "two.jar"), build(scene, "tables", "three.jar"))
        .join();
  }

  private static CompletableFuture<Void> build(Scene scene, String tables, String jar) {
    return CompletableFuture.runAsync(
        () ->
            InProcess.run(
                scene.path(tables),
                Map.of(),
                InProcess.STILL,
                "bundle",
                "build",
                "--version",
                "2024.6.0",
                "--tables",
                scene.path(tables).toString(),
                "--output",
                scene.path(jar).toString()));
  }
}
