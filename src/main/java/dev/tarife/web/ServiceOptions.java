package dev.tarife.web;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to start the service. What is empty is taken from the environment, else from {@code
 * service.yaml}.
 *
 * @param address the address to listen on
 * @param port the port to listen on; 0: any that is free
 * @param data the folder of what is kept
 * @param settings more settings, by their names in {@code service.yaml}
 * @param clock says when things are done
 */
public record ServiceOptions(
    Optional<String> address,
    OptionalInt port,
    Optional<Path> data,
    Map<String, String> settings,
    Clock clock) {
  public ServiceOptions {
    settings = Map.copyOf(settings);
  }
}
