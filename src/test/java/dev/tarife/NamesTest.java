package dev.tarife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A class is found by its simple name: two classes of one name are read as one. */
class NamesTest {
  @Test
  void simpleNamesOfTopLevelClassesAreUnique() {
    Map<String, Set<String>> packages = new TreeMap<>();
    PageNames.sources()
        .forEach(
            file ->
                packages
                    .computeIfAbsent(PageNames.simpleName(file), name -> new TreeSet<>())
                    .add(String.valueOf(file.getParent())));
    packages.values().removeIf(each -> each.size() == 1);
    assertThat(packages).isEmpty();
  }
}
