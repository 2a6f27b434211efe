package dev.tarife.cli;

import dev.tarife.edit.Annotations;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Workbook;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes a new folder of workbooks whose wrong cells are marked. */
final class AnnotatedFolder {
  private AnnotatedFolder() {}

  /**
   * Refuses a place where something is.
   *
   * @throws FaultException if it is there already, or the folder that it is to lie in is not
   */
  static void refuseToOverwrite(Path target) {
    if (Files.exists(target)) {
      throw FaultException.of(
          Place.ofFile(target.toString()), "is there already", "name a new folder");
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw FaultException.of(
          Place.ofFile(target.toString()), "its folder does not exist", "make the folder first");
    }
  }

  /** Writes all workbooks that can be read, or nothing. What cannot be read is a finding itself. */
  static void write(Path tables, Findings findings, Path target) throws IOException {
    Map<String, byte[]> workbooks = new TreeMap<>();
    for (String name : TablesReader.ALL) {
      try {
        byte[] bytes = Workbook.bytes(tables.resolve(name));
        Workbook.open(name, bytes);
        workbooks.put(name, bytes);
      } catch (FaultException e) {
        // A finding says so, or it is the scenarios, which may be left out.
      }
    }
    Map<String, byte[]> annotated = Annotations.of(workbooks, findings.list());
    Path parent = target.toAbsolutePath().getParent();
    Path draft =
        Files.createDirectory(
            (parent == null ? tables : parent)
                .resolve(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp"));
    try {
      for (Map.Entry<String, byte[]> workbook : annotated.entrySet()) {
        Files.write(draft.resolve(workbook.getKey()), workbook.getValue());
      }
      Files.move(draft, target);
    } catch (IOException e) {
      for (String name : annotated.keySet()) {
        Files.deleteIfExists(draft.resolve(name));
      }
      Files.deleteIfExists(draft);
      throw e;
    }
  }
}
