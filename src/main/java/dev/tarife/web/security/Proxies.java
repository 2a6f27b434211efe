package dev.tarife.web.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Takes address, scheme, host and port of a request from the {@code X-Forwarded-} headers of a
 * trusted proxy, and of nobody else: anybody could write them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Proxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
  private static final String FORWARDED = "X-Forwarded-For";

  private final ProxySettings settings;

  Proxies(ProxySettings settings) {
    this.settings = settings;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    if (!settings.trusted().isEmpty()) {
      RemoteIpValve valve = new RemoteIpValve();
      valve.setInternalProxies(String.join(",", settings.trusted()));
      valve.setRemoteIpHeader(FORWARDED);
      valve.setProtocolHeader("X-Forwarded-Proto");
      valve.setHostHeader("X-Forwarded-Host");
      valve.setPortHeader("X-Forwarded-Port");
      valve.setAsyncSupported(true);
      server.addEngineValves(valve);
    }
    server.addEngineValves(new Unbelieved());
  }

  /** Says once that there is a proxy which is not trusted: everybody seems to be one then. */
  private static final class Unbelieved extends ValveBase {
    private final AtomicBoolean said = new AtomicBoolean();

    Unbelieved() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.getHeader(FORWARDED) != null
          && request.getAttribute(AccessLog.REMOTE_ADDR_ATTRIBUTE) == null
          && !said.getAndSet(true)) {
        LOG.warn(
            "{} sends {}, which is not believed: if it is your proxy, name it in"
                + " TARIFE_TRUSTED_PROXIES; until then all who come through it count as one"
                + " address",
            request.getRemoteAddr(),
            FORWARDED);
      }
      getNext().invoke(request, response);
    }
  }
}
