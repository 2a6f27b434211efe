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
  public static FaultException of(Place place, String what, String fix) {
    return of(Finding.INPUT, place, what, fix);
  }

  /** One fault. */
  public static FaultException of(String check, Place place, String what, String fix) {
    Findings findings = new Findings();
    findings.error(check, place, what, fix);
    return new FaultException(findings);
  }

  public Findings findings() {
    return findings;
  }
}
