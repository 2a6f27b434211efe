package dev.tarife.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Text files that are written alike: one header, so that their lines fit into one file.
 *
 * @param kind CSV or JSON lines
 * @param header first line of each file, its bytes as letters; empty for JSON lines
 * @param files numbers of the files
 */
record TextGroup(SourceFile.Kind kind, String header, List<Integer> files) implements Serializable {
  private static final long serialVersionUID = 1L;

  TextGroup {
    files = List.copyOf(files);
  }

  String extension() {
    return kind == SourceFile.Kind.CSV ? ".csv" : ".jsonl";
  }
}
