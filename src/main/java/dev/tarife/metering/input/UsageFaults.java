package dev.tarife.metering.input;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;

/** Faults of one input: the first hundred in words, the others as a number. */
public final class UsageFaults {
  public static final int MOST = 100;

  private final String file;
  private final Findings findings = new Findings();
  private long total;

  public UsageFaults(String file) {
    this.file = file;
  }

  /** A fault of a line; 0: of the file. */
  public void add(long line, String what, String fix) {
    add(place(line), what, fix);
  }

  /** A fault of a place of the file. */
  public void add(Place place, String what, String fix) {
    total++;
    if (total <= MOST) {
      findings.error(place, what, fix);
    }
  }

  /** The place of a line; 0: of the file. */
  public Place place(long line) {
    return line == 0
        ? Place.ofFile(file)
        : Place.line(file, (int) Math.min(line, Integer.MAX_VALUE));
  }

  public boolean isEmpty() {
    return total == 0;
  }

  public Findings findings() {
    if (total > MOST) {
      findings.error(
          Place.ofFile(file), "and " + (total - MOST) + " more", "fix those above first");
    }
    return findings;
  }

  public void throwIfAny() {
    if (!isEmpty()) {
      throw new FaultException(findings());
    }
  }
}
