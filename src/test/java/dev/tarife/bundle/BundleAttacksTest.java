package dev.tarife.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signed bundles that were changed, and files that are none; the others are in the suite of
 * attacks.
 */
@Tag("slow")
class BundleAttacksTest {
  private static final String CLASS = "dev/tarife/rules/rating/";

  @TempDir private Path folder = Path.of("");

  @Test
  void aSignedBundleThatWasChangedIsRefused() throws Exception {
    Path keys = SmallBundles.keys(folder, "ayse");
    byte[] signed = SmallBundles.signed(SmallBundles.may(), keys, "ayse");
    Map<String, Consumer<SortedMap<String, byte[]>>> changes =
        Map.of(
            "digest error",
            entries ->
                entries.put(
                    ForgedBundles.aClass(entries),
                    ForgedBundles.flipped(
                        ForgedBundles.content(entries, ForgedBundles.aClass(entries)))),
            "an entry is not signed",
            entries ->
                entries.put(
                    CLASS + "Evil.class",
                    ForgedBundles.content(entries, ForgedBundles.aClass(entries))),
            "a signed entry is missing",
            entries -> entries.remove(ForgedBundles.aClass(entries)));
    changes.forEach(
        (says, change) -> {
          SortedMap<String, byte[]> entries = SmallBundles.entries(signed);
          change.accept(entries);
          Path file = SmallBundles.write(folder, "s.jar", SmallBundles.rehashed(entries));
          assertThatThrownBy(() -> Bundle.open(file))
              .isInstanceOf(FaultException.class)
              .hasMessageContaining("its signature does not hold: ")
              .hasMessageContaining(says);
        });
  }

  @Test
  void whatIsNoFileIsSaid() {
    assertThatThrownBy(() -> Bundle.open(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Bundle.open(folder.resolve("none.jar")))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void noFileIsReadPastItsLimit() throws IOException {
    Path file = folder.resolve("large.jar");
    try (var large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(BundleContent.LARGEST + 1);
    }
    assertThatThrownBy(() -> Bundle.open(file)).hasMessageContaining("has more than");
    Files.delete(file);
  }
}
