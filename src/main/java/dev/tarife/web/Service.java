package dev.tarife.web;

import dev.tarife.web.security.FirstStart;
import dev.tarife.web.store.DatabaseHealth;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The running service. */
public final class Service implements AutoCloseable {
  private static final String CONFIGURATION = "classpath:/dev/tarife/web/service.yaml";

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private final ConfigurableApplicationContext context;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean lost;

  private Service(ConfigurableApplicationContext context) {
    this.context = context;
    context.addApplicationListener(
        event -> {
          if (event instanceof ContextClosedEvent) {
            closed.countDown();
          } else if (event instanceof PayloadApplicationEvent<?> said
              && said.getPayload() instanceof DatabaseHealth.Lost lost) {
            end(lost);
          }
        });
  }

  /**
   * Starts the service, and returns once it answers.
   *
   * @param out gets words for whoever starts it: where it listens, and the first password
   * @throws dev.tarife.model.FaultException if a setting, the port, the address, the folder of the
   *     data or the database cannot be used
   */
  public static Service start(ServiceOptions options, Consumer<String> out) {
    Map<String, Object> settings = new LinkedHashMap<>(options.settings());
    // An environment variable wins over a setting of the file, and an option over both.
    options.address().ifPresent(address -> settings.put("server.address", address));
    options.port().ifPresent(port -> settings.put("server.port", port));
    options.data().ifPresent(data -> settings.put("tarife.data", data.toAbsolutePath().toString()));
    settings.put("spring.config.location", CONFIGURATION);
    try {
      Service service =
          new Service(
              new SpringApplicationBuilder(Application.class)
                  .bannerMode(Banner.Mode.OFF)
                  .logStartupInfo(false)
                  // endProcessWith is the one that stops it: of two that stop a context at the same
                  // time the second does not wait for requests that are being answered.
                  .registerShutdownHook(false)
                  .initializers(
                      context -> {
                        SettingsErrors.check(context.getEnvironment());
                        ((GenericApplicationContext) context)
                            .registerBean(Clock.class, options::clock);
                      })
                  .run(arguments(settings)));
      service.part(FirstStart.class).greet(out);
      out.accept("Tarife listens on " + service.address() + "; stop it with Ctrl-C.");
      return service;
    } catch (RuntimeException e) {
      throw SettingsErrors.ofStart(e);
    }
  }

  /** Ends a service that has lost its database, beside the thread that found that out. */
  private synchronized void end(DatabaseHealth.Lost why) {
    if (lost) {
      return;
    }
    lost = true;
    LOG.error("The database stays lost ({}): the service ends.", why.why());
    new Thread(this::close, "database-lost").start();
  }

  /** Whether the service ended by itself, since its database was lost. */
  public synchronized boolean isLost() {
    return lost;
  }

  private static String[] arguments(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toArray(String[]::new);
  }

  /** The port it listens on. */
  public int port() {
    return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
        .getPort();
  }

  private String address() {
    String host = context.getEnvironment().getProperty("server.address", "127.0.0.1");
    boolean tls =
        List.of("server.ssl.certificate", "server.ssl.key-store", "server.ssl.bundle").stream()
            .anyMatch(name -> !context.getEnvironment().getProperty(name, "").isEmpty());
    return (tls ? "https://" : "http://") + host + ":" + port();
  }

  /** What the service is made of, for tests. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** One of several parts of a type, by its name. */
  <T> T part(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /**
   * Ends the process with a status when it is told to stop, by SIGTERM or Ctrl-C, once the service
   * has stopped: a virtual machine by itself says 143, as if that were a failure.
   *
   * @param whenLost the status of a service that has lost its database
   */
  public void endProcessWith(int status, int whenLost) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close();
                  Runtime.getRuntime().halt(isLost() ? whenLost : status);
                },
                "stop"));
  }

  /** Waits until the service stops. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /** Stops the service: requests that are being answered are answered first. */
  @Override
  public void close() {
    context.close();
  }
}
