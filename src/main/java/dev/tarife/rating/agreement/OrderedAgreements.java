package dev.tarife.rating.agreement;

import java.util.ArrayList;
import java.util.List;

/** The agreements of an account's month, each with its turn (decision A-82). */
public final class OrderedAgreements {
  private final List<Turn> turns;

  private OrderedAgreements(List<Turn> turns) {
    this.turns = turns;
  }

  /** Gives each its turn. */
  public static OrderedAgreements of(List<AgreementInForce> inForce) {
    List<AgreementInForce> sorted = new ArrayList<>(inForce);
    sorted.sort(AgreementInForce.ORDER);
    List<Turn> turns = new ArrayList<>(sorted.size());
    for (AgreementInForce each : sorted) {
      turns.add(new Turn(turns.size() + 1, each));
    }
    return new OrderedAgreements(List.copyOf(turns));
  }

  /** The turns, the first one first. */
  public List<Turn> turns() {
    return turns;
  }

  /**
   * An agreement in its turn.
   *
   * @param number from 1
   */
  public record Turn(int number, AgreementInForce agreement) {}
}
