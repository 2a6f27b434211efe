package dev.tarife.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.cli.InProcess;
import dev.tarife.cli.InProcess.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs every attack as a user would, and compares what is seen with the page {@code
 * docs/safety.md}: to the letter, so that the page is the expectation. What the page would be is in
 * {@code target/safety.md} afterwards.
 */
@Tag("slow")
class AttacksTest {
  private static final Path PAGE = Path.of("docs/safety.md");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2024-06-01T10:00:00Z"), ZoneOffset.UTC);

  private static final SortedMap<Integer, String> SEEN = new TreeMap<>();
  private static Page page = Page.NONE;
  private static Path store = Path.of("");

  @TempDir private static Path shared = Path.of("");
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void readThePage() throws Exception {
    page = Page.read(PAGE);
    store = Stores.make(shared);
  }

  @AfterAll
  static void writeWhatWasSeen() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        Path.of("target/safety.md"), page.with(Catalogue.ATTACKS, new ArrayList<>(SEEN.values())));
  }

  static List<Attack> everyAttackIsSurvived() {
    return Catalogue.ATTACKS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void everyAttackIsSurvived(Attack attack) throws Exception {
    Path own = Files.createDirectory(folder.resolve("scene"));
    Scene scene = Scene.in(own, store);
    attack.prepare().on(scene);
    Map<String, String> before = listing(own);
    Map<String, String> stored = listing(store);

    Done done = run(scene, attack.command());

    String seen = attack.refused() ? errors(done.err()) : invoice(own, done);
    seen = steady(seen.replace(own + "/", "").replace(store.toString(), "store").strip());
    SEEN.put(Catalogue.ATTACKS.indexOf(attack), seen);
    if (attack.refused()) {
      assertThat(done.status()).as(done.err() + done.out()).isEqualTo(1);
      assertThat(done.out()).isEmpty();
      assertThat(listing(own)).isEqualTo(before);
      assertThat(seen.lines())
          .isNotEmpty()
          .allMatch(line -> line.contains("; "), "says what to do");
    } else {
      assertThat(done.status()).as(done.err()).isIn(0, 3);
    }
    assertThat(listing(store)).isEqualTo(stored);
    assertThat(done.err()).doesNotContain("Exception", "\tat ", "unexpected failure", "java.");
    assertThat(seen).isEqualTo(page.seen(attack));
  }

  @Test
  void thePageHasTheRowsOfTheSuite() throws IOException {
    assertThat(page.rows())
        .containsExactlyElementsOf(Catalogue.ATTACKS.stream().map(Attack::toString).toList());
  }

  /** Runs a command in a scene: names of files are those of its files. */
  static Done run(Scene scene, List<String> command) {
    String[] arguments =
        command.stream()
            .map(
                argument ->
                    argument.equals("store")
                        ? scene.store().toString()
                        : isFile(scene, argument) ? scene.path(argument).toString() : argument)
            .toArray(String[]::new);
    return InProcess.run(scene.path("tables"), Map.of(), CLOCK, arguments);
  }

  private static boolean isFile(Scene scene, String argument) {
    return argument.matches("[a-z-]+\\.(json|jar|csv)") || Files.exists(scene.path(argument));
  }

  /**
   * The errors, without the warnings, the rows and records that show each, and the lines that count
   * them and point to the format of input.
   */
  private static String errors(String said) {
    return said.lines()
        .filter(line -> !line.startsWith(" ") && !line.contains(": warning: "))
        .filter(line -> !line.startsWith("What input files hold: "))
        .filter(line -> !line.matches("\\d+ errors?(, \\d+ warnings?)?; [a-z ]+"))
        .collect(Collectors.joining("\n"));
  }

  /** Without hashes, which every change of a rule changes. */
  private static String steady(String seen) {
    return seen.replaceAll("[0-9a-f]{64}|(?<=Consequence)[0-9A-F]{32}", "...")
        .replaceAll("/P[0-9A-F]{2}/", "/.../");
  }

  /** What an invoice came to, and what stands beside it. */
  private static String invoice(Path folder, Done done) throws IOException {
    Path file = folder.resolve("invoice.json");
    if (!Files.exists(file)) {
      return done.out() + done.err();
    }
    JsonNode invoice = JsonMapper.shared().readTree(Files.readAllBytes(file));
    StringBuilder seen = new StringBuilder("priced: ");
    seen.append(invoice.path("total_exact").stringValue());
    invoice
        .path("rejected")
        .forEach(
            rejected ->
                seen.append("\nrejected: ")
                    .append(rejected.path("reason").stringValue())
                    .append(" (")
                    .append(rejected.path("example").stringValue())
                    .append(")"));
    invoice.path("notes").forEach(note -> seen.append("\nnote: ").append(note.stringValue()));
    return seen.toString();
  }

  /** Every file of a folder and its content. */
  private static Map<String, String> listing(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isSymbolicLink(file))
          .collect(
              Collectors.toMap(file -> folder.relativize(file).toString(), AttacksTest::digest));
    }
  }

  private static String digest(Path file) {
    try {
      if (Files.isDirectory(file) || Files.size(file) > 1L << 24) {
        return Long.toString(Files.isDirectory(file) ? 0 : Files.size(file));
      }
      return HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
          .toLowerCase(Locale.ROOT);
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
