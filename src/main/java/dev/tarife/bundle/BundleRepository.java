package dev.tarife.bundle;

import dev.tarife.model.FaultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what a {@link BundleStore} rules over: the bundles, by the SHA-256 of their files, and the
 * lines of the journal.
 */
public interface BundleRepository {
  /** A change of the store. */
  @FunctionalInterface
  interface Change<R> {
    R apply() throws IOException;
  }

  /**
   * Makes a change when no other is being made, in this process or another. What it does before it
   * appends a line to the journal has no effect.
   *
   * @throws FaultException if there is no place for a store
   */
  <R> R locked(Change<R> change) throws IOException;

  /**
   * Names the store in an error, or a part of it.
   *
   * @param part such as {@code journal.jsonl}; empty: the store itself
   */
  String name(String part);

  /**
   * Reads the lines of the journal, the oldest first. A line that a crash cut off is not among
   * them.
   *
   * @throws FaultException if there is no place for a store
   */
  List<String> journal() throws IOException;

  /** Adds a line to the journal, during a change. */
  void append(String line) throws IOException;

  /** Reads the file of a bundle; empty: it is not there. */
  Optional<byte[]> jar(String file) throws IOException;

  /** Keeps the file of a bundle, whole or not at all, during a change. */
  void put(String file, byte[] jar) throws IOException;

  /**
   * Removes all bundles but some, during a change.
   *
   * @throws UnsupportedOperationException if every bundle is kept
   */
  void removeAllBut(Set<String> files) throws IOException;
}
