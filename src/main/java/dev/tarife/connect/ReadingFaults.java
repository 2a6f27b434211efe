package dev.tarife.connect;

import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/** The first fault of each file, whoever finds it when; used by several threads. */
final class ReadingFaults {
  private static final int MOST_FILES = 100;

  private final List<Path> files;
  private final Map<Integer, Fault> first = new TreeMap<>();

  private record Fault(long line, String what, String fix) {}

  ReadingFaults(List<Path> files) {
    this.files = files;
  }

  /**
   * Tells of a fault.
   *
   * @param line where; 0: the whole file is at fault
   */
  synchronized void found(int file, long line, String what, String fix) {
    Fault fault = new Fault(line, what, fix);
    first.merge(file, fault, (one, other) -> other.line() < one.line() ? other : one);
  }

  /** Tells of what cannot be read. */
  void broken(int file, long line, IOException e) {
    if (e instanceof ZipException || e instanceof EOFException) {
      found(file, 0, "is not a complete gzip file (" + e.getMessage() + ")", "copy it again");
    } else if (e instanceof CharConversionException) {
      found(file, 1, "is not JSON (" + e.getMessage() + ")", "save it as UTF-8");
    } else {
      found(file, line, "cannot be read (" + e.getMessage() + ")", "copy it again");
    }
  }

  /**
   * Throws if there is any.
   *
   * @throws dev.tarife.model.FaultException with the first of each file
   */
  synchronized void throwIfAny() {
    Findings findings = new Findings();
    first.entrySet().stream()
        .limit(MOST_FILES)
        .forEach(
            of -> {
              String name = files.get(of.getKey()).toString();
              Fault fault = of.getValue();
              int line = (int) Math.min(fault.line(), Integer.MAX_VALUE);
              Place place = line == 0 ? Place.ofFile(name) : Place.line(name, line);
              findings.error(place, fault.what(), fault.fix());
            });
    findings.throwIfErrors();
  }
}
