package dev.tarife.web.pages.change;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.table.read.TablesReader;
import dev.tarife.web.api.Uploads;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.web.multipart.MultipartFile;

/** Takes the workbooks of a form. The name of a file only says which workbook it is. */
final class Upload {
  private Upload() {}

  /**
   * The bytes of each workbook, by file name.
   *
   * @throws dev.tarife.model.FaultException if there is no file, or one is not a workbook of the
   *     tables
   */
  static SortedMap<String, byte[]> workbooks(List<MultipartFile> files, Uploads uploads) {
    List<String> names = TablesReader.ALL;
    String known = String.join(", ", names);
    Findings findings = new Findings();
    SortedMap<String, byte[]> workbooks = new TreeMap<>();
    for (MultipartFile file : files) {
      if (file.isEmpty() && "".equals(file.getOriginalFilename())) {
        continue;
      }
      Map.Entry<String, byte[]> upload = uploads.bytes(file);
      String name = upload.getKey();
      if (!names.contains(name)) {
        findings.error(
            Place.ofFile(name), "is none of the workbooks", "name it as one of " + known);
      } else if (workbooks.put(name, upload.getValue()) != null) {
        findings.error(Place.ofFile(name), "is there twice", "leave one of them");
      }
    }
    if (workbooks.isEmpty() && findings.isEmpty()) {
      findings.error(Place.ofFile("workbooks"), "no file was chosen", "choose one of " + known);
    }
    findings.throwIfErrors();
    return workbooks;
  }
}
