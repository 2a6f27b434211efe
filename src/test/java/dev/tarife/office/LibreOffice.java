package dev.tarife.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** LibreOffice without a screen: opens a workbook, types into a cell, and saves. */
public final class LibreOffice {
  private static final long MINUTES = 10;

  /** The macro that a profile of ours holds. A number is typed as a number, all else as text. */
  private static final String MACRO =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
      <script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
          script:language="StarBasic">
      Sub Edit(path, sheet, address, text)
        Dim hidden(0) As New com.sun.star.beans.PropertyValue
        hidden(0).Name = "Hidden"
        hidden(0).Value = True
        doc = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
        If address &lt;&gt; "" Then
          cell = doc.Sheets.getByName(sheet).getCellRangeByName(address)
          If IsNumeric(text) And InStr(text, ",") = 0 Then
            cell.setFormula(text)
          Else
            cell.setString(text)
          End If
        End If
        Dim saved(0) As New com.sun.star.beans.PropertyValue
        saved(0).Name = "FilterName"
        saved(0).Value = "Calc MS Excel 2007 XML"
        doc.storeToURL(ConvertToURL(path), saved())
        doc.close(True)
        StarDesktop.terminate()
      End Sub
      </script:module>
      """;

  private LibreOffice() {}

  /** A profile of this process, made once: nobody's own settings change what is saved. */
  private static final class Profile {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("tarife-office");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        // The first start fills a profile, over whatever is there.
        start(folder, "--terminate_after_init");
        Files.writeString(folder.resolve("user/basic/Standard/Module1.xba"), MACRO);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .sorted(java.util.Comparator.reverseOrder())
            .map(Path::toFile)
            .forEach(f -> f.delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Types into a cell and saves. */
  public static void edit(Path workbook, String sheet, String cell, String value) {
    for (String part : List.of(workbook.toString(), sheet, cell, value)) {
      if (part.contains("\"")) {
        throw new IllegalArgumentException(part);
      }
    }
    String arguments =
        String.join("\",\"", workbook.toAbsolutePath().toString(), sheet, cell, value);
    try {
      long before = Files.getLastModifiedTime(workbook).toMillis();
      byte[] bytes = Files.readAllBytes(workbook);
      start(Profile.FOLDER, "macro:///Standard.Module1.Edit(\"" + arguments + "\")");
      if (before == Files.getLastModifiedTime(workbook).toMillis()
          && java.util.Arrays.equals(bytes, Files.readAllBytes(workbook))) {
        throw new IllegalStateException("LibreOffice did not save " + workbook);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens and saves, without a change. */
  public static void save(Path workbook) {
    edit(workbook, "", "", "");
  }

  private static void start(Path profile, String argument) throws IOException {
    List<String> command = new ArrayList<>(List.of("soffice", "--headless", "--norestore"));
    command.add("-env:UserInstallation=" + profile.toUri());
    command.add(argument);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " ran for more than " + MINUTES + " minutes");
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
