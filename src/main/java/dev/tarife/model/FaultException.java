package dev.tarife.model;

/** Input or tables are at fault; says every fault at once. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Findings findings;

  public FaultException(Findings findings) {
    super(findings.toString());
    this.findings = findings;
  }

  /** One fault, of the check {@link Finding#INPUT}. */
  public static FaultException of(Place place, String what, String mend) {
    return of(Finding.INPUT, place, what, mend);
  }

  /** One fault. */
  public static FaultException of(String check, Place place, String what, String mend) {
    Findings findings = new Findings();
    findings.error(check, place, what, mend);
    return new FaultException(findings);
  }

  public Findings findings() {
    return findings;
  }
}
