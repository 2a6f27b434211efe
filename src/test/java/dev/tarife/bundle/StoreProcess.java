package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process of its own that changes a store, so that it can be killed. It says {@code ready}, waits
 * for a line, and begins; at the step that it is told to stop at it says {@code stopped} and waits
 * for its end.
 */
final class StoreProcess {
  private static final Reason REASON = new Reason("Ayse", "a test");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-05-01T10:00:00Z"), ZoneOffset.UTC);

  private StoreProcess() {}

  /** Starts one: the store, the step to stop at, what to do, and the bundle to do it with. */
  static Process start(Path store, int stopAt, String action, Path... jars) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StoreProcess.class.getName(), store.toString()));
    command.addAll(List.of(Integer.toString(stopAt), action));
    Arrays.stream(jars).map(Path::toString).forEach(command::add);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Reads lines of a process up to one of these; null: it ended before. */
  static String await(Process process, String... lines) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      for (String awaited : lines) {
        if (line.startsWith(awaited)) {
          return line;
        }
      }
    }
    return "";
  }

  /** Lets a process that is ready begin. */
  static void begin(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    StoppingDisk disk = new StoppingDisk(Integer.parseInt(args[1]), out);
    BundleStore store = BundleStore.in(Path.of(args[0]), CLOCK, null, disk);
    out.println("ready");
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    try {
      switch (args[2]) {
        case "deploy" -> store.deploy(Path.of(args[3]), REASON);
        case "rollback" -> store.rollback(null, REASON);
        case "prune" -> store.prune(1, REASON);
        case "to and fro" -> {
          while (true) {
            String live = store.live().orElseThrow().file();
            for (JournalEntry entry : store.journal().subList(0, 2)) {
              if (!entry.file().equals(live)) {
                store.rollback(entry.version(), REASON);
                out.println("again");
              }
            }
          }
        }
        default -> throw new IllegalArgumentException(args[2]);
      }
      out.println("done");
    } catch (FaultException e) {
      out.println("refused " + e.getMessage());
    }
  }

  /** A disk that stops the process for good before one step, or in the middle of it. */
  private static final class StoppingDisk extends DurableFiles {
    private final PrintStream out;
    private int left;

    StoppingDisk(int stopAt, PrintStream out) {
      this.left = stopAt;
      this.out = out;
    }

    private boolean isLast() {
      return left-- == 0;
    }

    private void step() {
      if (isLast()) {
        stop();
      }
    }

    private void stop() {
      out.println("stopped");
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          // Only a kill ends it.
        }
      }
    }

    @Override
    void createFolder(Path file) throws IOException {
      step();
      super.createFolder(file);
    }

    @Override
    void write(Path file, byte[] bytes) throws IOException {
      step();
      if (isLast()) {
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        stop();
      }
      super.write(file, bytes);
    }

    @Override
    void move(Path from, Path to) throws IOException {
      step();
      super.move(from, to);
      step();
    }

    @Override
    void append(Path file, long length, byte[] bytes) throws IOException {
      step();
      if (isLast()) {
        super.append(file, length, Arrays.copyOf(bytes, bytes.length - 1));
        stop();
      }
      super.append(file, length, bytes);
      step();
    }

    @Override
    void delete(Path file) throws IOException {
      step();
      super.delete(file);
      step();
    }
  }
}
