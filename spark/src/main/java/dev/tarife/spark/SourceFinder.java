package dev.tarife.spark;

import dev.tarife.billing.Input;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.jspecify.annotations.Nullable;

/**
 * Finds the input by the names that the command line knows. What lies on another file system is
 * mirrored: small files are copied, and of others an empty file stands in a folder of the driver,
 * so that the same finder sorts both.
 */
final class SourceFinder {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  /** Accounts and numbers are read on the driver. */
  private static final Pattern COPIED =
      Pattern.compile(".*\\.ya?ml|accounts?\\.jsonl|numbers\\.csv");

  private final Hadoop hadoop;
  private final Path mirror;
  private final Map<Path, FileStatus> mirrored = new HashMap<>();
  private int roots;

  /**
   * Prepares to find.
   *
   * @param mirror an empty folder of the driver
   */
  SourceFinder(Hadoop hadoop, Path mirror) {
    this.hadoop = hadoop;
    this.mirror = mirror;
  }

  /**
   * What was found.
   *
   * @param accounts files of accounts, on the driver
   * @param numbers number inventories, on the driver
   * @param files what the cluster reads
   */
  record Found(List<Path> accounts, List<Path> numbers, List<SourceFile> files) {}

  /**
   * Finds the input.
   *
   * @throws FaultException as {@link Input#find} does
   */
  Found find(JobOptions options) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String path : options.paths()) {
      paths.addAll(SCHEME.matcher(path).matches() ? mirror(path) : List.of(path));
    }
    String account = options.account();
    Path accounts = account == null ? null : account(account);
    Input input;
    if (!options.usageTables().isEmpty() && paths.isEmpty() && accounts != null) {
      input = new Input(List.of(accounts), List.of(), List.of(), List.of());
    } else {
      try {
        input = Input.find(paths, accounts);
      } catch (FaultException e) {
        throw renamed(e);
      }
    }
    List<SourceFile> files = new ArrayList<>();
    for (Path path : input.usage()) {
      files.add(file(path, kind(path)));
    }
    for (Path path : input.contactRecords()) {
      files.add(file(path, SourceFile.Kind.CONTACT_RECORDS));
    }
    refuseHidden(files);
    return new Found(input.accounts(), input.numbers(), files);
  }

  /** What the user calls a file of the driver. */
  String name(Path path) {
    FileStatus status = mirrored.get(path);
    return status == null ? path.toString() : status.getPath().toString();
  }

  /** The same faults, of files as the user calls them. */
  FaultException renamed(FaultException e) {
    Findings findings = new Findings();
    for (Finding finding : e.findings()) {
      Place place = finding.place();
      Place named =
          new Place(name(Path.of(place.file())), place.sheet(), place.row(), place.column());
      findings.error(finding.check(), named, finding.what(), finding.fix());
    }
    return new FaultException(findings);
  }

  private Path account(String account) throws IOException {
    return SCHEME.matcher(account).matches() ? Path.of(mirror(account).get(0)) : Path.of(account);
  }

  private static SourceFile.Kind kind(Path path) {
    return SourceFile.Kind.valueOf(UsageFile.of(path).format().name());
  }

  private SourceFile file(Path path, SourceFile.Kind kind) throws IOException {
    FileStatus status = mirrored.get(path);
    if (status != null) {
      return new SourceFile(hadoop.qualified(status.getPath()), name(path), kind, status.getLen());
    }
    org.apache.hadoop.fs.Path local =
        new org.apache.hadoop.fs.Path(path.toAbsolutePath().normalize().toUri());
    return new SourceFile(hadoop.qualified(local), name(path), kind, Files.size(path));
  }

  /** Hadoop leaves such files out without a word. */
  private static void refuseHidden(List<SourceFile> files) {
    Findings findings = new Findings();
    for (SourceFile file : files) {
      String name = new org.apache.hadoop.fs.Path(file.path()).getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        findings.error(
            Place.ofFile(file.name()),
            "the cluster does not read files whose names begin with " + name.charAt(0),
            "rename it, or leave it out");
      }
    }
    findings.throwIfErrors();
  }

  private List<String> mirror(String text) throws IOException {
    org.apache.hadoop.fs.Path pattern = new org.apache.hadoop.fs.Path(text);
    FileStatus @Nullable [] matches = hadoop.of(pattern).globStatus(pattern);
    if (matches == null || matches.length == 0) {
      throw FaultException.of(
          Place.ofFile(text), "there is no such file or folder", "check the path");
    }
    List<String> paths = new ArrayList<>();
    for (FileStatus match : matches) {
      org.apache.hadoop.fs.Path parent = match.getPath().getParent();
      String above = parent == null ? "" : parent.getName();
      Path root = mirror.resolve(Integer.toString(roots++)).resolve(above.isEmpty() ? "-" : above);
      Path path = root.resolve(match.getPath().getName());
      if (match.isDirectory()) {
        Files.createDirectories(path);
        String base = match.getPath().toUri().getPath();
        for (LocatedFileStatus file : hadoop.below(match.getPath())) {
          String relative = file.getPath().toUri().getPath().substring(base.length() + 1);
          mirror(file, path.resolve(relative));
        }
      } else {
        mirror(match, path);
      }
      paths.add(path.toString());
    }
    return paths;
  }

  private void mirror(FileStatus status, Path path) throws IOException {
    Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
    String name = status.getPath().getName().toLowerCase(Locale.ROOT);
    if (COPIED.matcher(name).matches()) {
      FileSystem from = hadoop.of(status.getPath());
      try (InputStream in = from.open(status.getPath())) {
        Files.copy(in, path);
      }
    } else {
      Files.createFile(path);
    }
    mirrored.put(path, status);
  }
}
