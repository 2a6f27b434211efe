package dev.tarife.web;

import dev.tarife.model.FaultException;
import dev.tarife.model.Place;

/** What may be wrong with the surroundings of the service. */
final class Faults {
  private Faults() {}

  static FaultException portInUse(int port) {
    return FaultException.of(
        Place.ofFile("port " + port),
        "another program listens on it",
        "choose another with --port, or stop that program");
  }
}
