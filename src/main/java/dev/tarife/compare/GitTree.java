package dev.tarife.compare;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.sheet.Limits;
import dev.tarife.table.read.TablesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads workbooks out of a git repository, with the {@code git} program: who names a revision has
 * it. Only objects are read: nothing is checked out, and no hook, filter or pager runs.
 */
final class GitTree {
  private static final String FOLDER = "decision-tables";
  private static final int MINUTES = 1;
  private static final int LONGEST_LIST = 1 << 20;
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40,64}");
  private static final Pattern FILE =
      Pattern.compile("100\\d{3} blob ([0-9a-f]{40,64}) +(\\d+)\\t(.*)", Pattern.DOTALL);

  private final String name;
  private final Path directory;

  private GitTree(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /**
   * The workbooks of a revision.
   *
   * @param name such as {@code HEAD~1}, {@code v2:tables} or {@code main:./tables}
   * @param directory a folder of the repository
   * @throws FaultException if there is no such revision or folder, or a workbook is missing there
   * @throws IOException if git cannot be run
   */
  static Map<String, byte[]> workbooks(String name, Path directory) throws IOException {
    return new GitTree(name, directory).workbooks();
  }

  private Map<String, byte[]> workbooks() throws IOException {
    int colon = name.indexOf(':');
    String revision = colon < 0 ? name : name.substring(0, colon);
    String folder = colon < 0 ? FOLDER : name.substring(colon + 1);
    // What begins with a hyphen would be an option.
    boolean sound =
        !revision.isBlank()
            && !revision.startsWith("-")
            && name.chars().noneMatch(Character::isISOControl);
    String commit = sound ? object(revision + "^{commit}") : null;
    if (commit == null) {
      throw FaultException.of(
          Place.ofFile(name),
          "is not a folder, a bundle or a git revision here",
          "name a folder of workbooks, the jar of a bundle, or a revision such as HEAD~1 or"
              + " HEAD~1:decision-tables");
    }
    String tree = object(commit + ":" + stripped(folder));
    byte[] listed =
        tree == null ? null : git(LONGEST_LIST, "ls-tree", "-z", "-l", "--full-tree", tree);
    if (listed == null) {
      throw FaultException.of(
          Place.ofFile(name),
          "the revision has no folder " + folder,
          "name the folder of the workbooks after a colon, from the top of the repository: "
              + revision
              + ":path/of/tables");
    }
    return read(new String(listed, StandardCharsets.UTF_8));
  }

  private Map<String, byte[]> read(String listed) throws IOException {
    Map<String, String> objects = new HashMap<>();
    Findings findings = new Findings();
    for (String entry : listed.split("\0", -1)) {
      Matcher file = FILE.matcher(entry);
      if (file.matches() && isWorkbook(file.group(3))) {
        if (Long.parseLong(file.group(2)) > Limits.STANDARD.fileBytes()) {
          findings.error(place(file.group(3)), "is too large", "name another revision");
        }
        objects.put(file.group(3), file.group(1));
      }
    }
    for (String workbook : TablesReader.WORKBOOKS) {
      if (!objects.containsKey(workbook)) {
        findings.error(
            place(workbook), "is missing in that revision", "name a revision that has it");
      }
    }
    findings.throwIfErrors();
    Map<String, byte[]> workbooks = new TreeMap<>();
    for (Map.Entry<String, String> object : objects.entrySet()) {
      byte[] bytes = git((int) Limits.STANDARD.fileBytes(), "cat-file", "blob", object.getValue());
      if (bytes == null) {
        throw FaultException.of(
            place(object.getKey()), "cannot be read from git", "run git fsck in the repository");
      }
      workbooks.put(object.getKey(), bytes);
    }
    return workbooks;
  }

  private Place place(String workbook) {
    return Place.ofFile(name + "/" + workbook);
  }

  private static boolean isWorkbook(String file) {
    return TablesReader.ALL.contains(file);
  }

  private static String stripped(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  /** The object that a name means; null: it means none. */
  private @Nullable String object(String meant) throws IOException {
    byte[] out = git(LONGEST_LIST, "rev-parse", "--verify", "--quiet", "--end-of-options", meant);
    String object = out == null ? "" : new String(out, StandardCharsets.US_ASCII).strip();
    return OBJECT.matcher(object).matches() ? object : null;
  }

  /** What git prints; null if it fails or prints more. */
  private byte @Nullable [] git(int most, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    // A partial clone would fetch what it lacks.
    builder.environment().put("GIT_NO_LAZY_FETCH", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw FaultException.of(
          Place.ofFile(name),
          "is neither a folder nor a bundle, and git is not here to ask for a revision",
          "name a folder of workbooks or the jar of a bundle, or install git");
    }
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] bytes = out.readNBytes(most + 1);
      if (bytes.length > most || !process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return null;
      }
      return process.exitValue() == 0 ? bytes : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      process.destroy();
    }
  }
}
