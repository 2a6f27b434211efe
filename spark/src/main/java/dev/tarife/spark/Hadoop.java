package dev.tarife.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The file systems of the cluster, on the driver and in tasks. */
final class Hadoop implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> settings = new HashMap<>();

  Hadoop(Configuration configuration) {
    for (Map.Entry<String, String> setting : configuration) {
      settings.put(setting.getKey(), setting.getValue());
    }
  }

  Configuration configuration() {
    Configuration configuration = new Configuration();
    settings.forEach(configuration::set);
    return configuration;
  }

  FileSystem of(Path path) throws IOException {
    return path.getFileSystem(configuration());
  }

  /** A path with its scheme and host, in one spelling. */
  String qualified(Path path) throws IOException {
    return of(path).makeQualified(path).toString();
  }

  byte[] bytes(Path path) throws IOException {
    try (InputStream in = of(path).open(path)) {
      return in.readAllBytes();
    }
  }

  /** The bytes of a file, unpacked. */
  InputStream open(SourceFile file) throws IOException {
    Path path = new Path(file.path());
    InputStream in = of(path).open(path);
    try {
      return file.path().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Files in a folder, by ascending name, without those that are not data; empty: no folder. */
  List<Path> data(Path folder) throws IOException {
    FileSystem files = of(folder);
    TreeMap<String, Path> found = new TreeMap<>();
    if (files.exists(folder)) {
      for (FileStatus status : files.listStatus(folder)) {
        String name = status.getPath().getName();
        if (status.isFile() && !name.startsWith("_") && !name.startsWith(".")) {
          found.put(name, status.getPath());
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Every file below a folder. */
  List<LocatedFileStatus> below(Path folder) throws IOException {
    List<LocatedFileStatus> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> files = of(folder).listFiles(folder, true);
    while (files.hasNext()) {
      found.add(files.next());
    }
    return found;
  }

  /** The local file that a path names; null: it is on another file system. */
  static java.nio.file.@org.jspecify.annotations.Nullable Path local(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? java.nio.file.Path.of(path.toUri().getPath())
        : null;
  }
}
