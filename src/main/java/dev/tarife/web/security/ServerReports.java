package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers with a problem, and not with the server's own page, where the server itself refuses. */
@Component
final class ServerReports implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(Valve.class.getName());
          }
        });
  }

  /** Made by the server, by its name. */
  public static final class Valve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ServerReports.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      if (status == null
          || !status.isError()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      try {
        Problem.of(status, status.getReasonPhrase() + ": the server refuses the request")
            .write(response.getResponse());
        response.finishResponse();
      } catch (IOException | IllegalStateException e) {
        LOG.warn("A refusal could not be sent", e);
      }
    }
  }
}
