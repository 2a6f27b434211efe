package dev.tarife.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The headers that a sheet may have.
 *
 * @param needed an error where they are missing
 * @param usual a warning where they are missing: they are read as empty
 * @param free may be missing
 * @param more which other headers there may be
 */
public record Headers(
    List<String> needed, List<String> usual, List<String> free, Predicate<String> more) {
  public Headers {
    needed = List.copyOf(needed);
    usual = List.copyOf(usual);
    free = List.copyOf(free);
  }

  public static Headers needed(String... names) {
    return new Headers(List.of(names), List.of(), List.of("Note"), name -> false);
  }

  public Headers usual(String... names) {
    return new Headers(needed, List.of(names), free, more);
  }

  public Headers free(String... names) {
    List<String> all = new ArrayList<>(free);
    all.addAll(List.of(names));
    return new Headers(needed, usual, all, more);
  }

  public Headers more(Predicate<String> others) {
    return new Headers(needed, usual, free, others);
  }

  boolean knows(String name) {
    return needed.contains(name) || usual.contains(name) || free.contains(name) || more.test(name);
  }

  List<String> all() {
    List<String> all = new ArrayList<>(needed);
    all.addAll(usual);
    all.addAll(free);
    return all;
  }
}
