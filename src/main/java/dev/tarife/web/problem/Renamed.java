package dev.tarife.web.problem;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.function.UnaryOperator;

/** Faults in which files are called as people know them, and not by their paths on the server. */
public final class Renamed {
  private Renamed() {}

  /** The same faults, with other names in places and words. */
  public static FaultException faults(FaultException fault, UnaryOperator<String> names) {
    Findings findings = new Findings();
    fault.findings().forEach(finding -> findings.add(finding(finding, names)));
    return new FaultException(findings);
  }

  private static Finding finding(Finding finding, UnaryOperator<String> names) {
    Place at = finding.place();
    return new Finding(
        new Place(names.apply(at.file()), at.sheet(), at.row(), at.column()),
        finding.severity(),
        finding.check(),
        names.apply(finding.what()),
        names.apply(finding.fix()),
        finding.rows(),
        finding.counterExample(),
        finding.fingerprint());
  }
}
