package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.office.LibreOffice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every command of the pages and compares what it prints. A line of three dots stands for any
 * lines, three dots within a line for any text; a comment {@code test: edit} changes a cell.
 */
@Tag("outside")
class ReadmeTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final Pattern STEP =
      Pattern.compile(
          "<!-- test: edit (\\S+) (\\S+) (\\S+) -->|```console\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path work = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/bundles.md", "docs/changes.md"})
  void everyCommandPrintsWhatThePageSays(String page) throws Exception {
    Files.createDirectory(work.resolve("bin"));
    for (String shared : List.of("samples", "decision-tables", "bin/tarife")) {
      Files.createSymbolicLink(work.resolve(shared), HOME.resolve(shared));
    }
    // The first use may build, and says so.
    run("bin/tarife --version");
    Matcher steps = STEP.matcher(Files.readString(HOME.resolve(page)));
    int commands = 0;
    while (steps.find()) {
      if (steps.group(1) != null) {
        edit(work.resolve(steps.group(1)), steps.group(2), steps.group(3));
      } else {
        commands += console(steps.group(4));
      }
    }
    assertThat(commands).isGreaterThanOrEqualTo(6);
  }

  private int console(String block) throws Exception {
    List<String> lines = block.lines().toList();
    int commands = 0;
    for (int i = 0; i < lines.size(); ) {
      String command = lines.get(i++);
      assertThat(command).startsWith("$ ");
      List<String> expected = new ArrayList<>();
      while (i < lines.size() && !lines.get(i).startsWith("$ ")) {
        expected.add(lines.get(i++));
      }
      String printed = run(command.substring(2));
      assertThat(printed).as(command).matches(pattern(expected));
      commands++;
    }
    return commands;
  }

  /** Copies are real ones, so that an edit does not reach the tables themselves. */
  private String run(String command) throws Exception {
    String real = command.replace("cp -r decision-tables", "cp -rL decision-tables");
    Process process =
        new ProcessBuilder("bash", "-c", real)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed;
    try (InputStream out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return ProgressLines.without(printed)
        .lines()
        .reduce("", (all, line) -> all + line.stripTrailing() + "\n");
  }

  private static Pattern pattern(List<String> expected) {
    StringBuilder pattern = new StringBuilder();
    for (String line : expected) {
      if (line.equals("...")) {
        pattern.append("(?:.*\\n)*?");
      } else {
        Stream.of(line.stripTrailing().split("\\.\\.\\.", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .ifPresent(pattern::append);
        pattern.append("\\n");
      }
    }
    return Pattern.compile(pattern.toString());
  }

  /** Changes a cell in LibreOffice; where that is not, as it would. */
  private static void edit(Path workbook, String address, String value) {
    CellReference reference = new CellReference(address);
    if (Needs.has("soffice")) {
      String cell = new CellReference(reference.getRow(), reference.getCol()).formatAsString();
      LibreOffice.edit(workbook, reference.getSheetName(), cell, value);
      return;
    }
    try {
      XSSFWorkbook book;
      try (InputStream in = Files.newInputStream(workbook)) {
        book = new XSSFWorkbook(in);
      }
      Cell cell =
          book.getSheet(reference.getSheetName())
              .getRow(reference.getRow())
              .getCell(reference.getCol());
      if (value.matches("[0-9]+(\\.[0-9]+)?")) {
        cell.setCellValue(Double.parseDouble(value));
      } else {
        cell.setCellValue(value);
      }
      Path edited = workbook.resolveSibling("edited.tmp");
      try (OutputStream out = Files.newOutputStream(edited)) {
        book.write(out);
      }
      Files.move(edited, workbook, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
