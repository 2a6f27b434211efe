package dev.tarife.web.problem;

import dev.tarife.model.FaultException;
import dev.tarife.model.Finding;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.util.function.UnaryOperator;

/** Replaces paths on the server in errors by the names that people know. */
public final class Renamed {
  private Renamed() {}

  /** Returns the same errors, with other names in places and texts. */
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
