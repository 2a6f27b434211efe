package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Cuts off who sends a body byte by byte: each of them would hold a thread for hours. The server
 * itself only asks that the next byte comes within ten seconds.
 */
@Component
final class BodyPace implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final double NANOS = 1e9;

  private final RequestSettings settings;

  BodyPace(RequestSettings settings) {
    this.settings = settings;
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addEngineValves(new Valve());
  }

  private final class Valve extends ValveBase {
    Valve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      org.apache.coyote.Request raw = request.getCoyoteRequest();
      InputBuffer plain = raw.getInputBuffer();
      Body body = new Body(plain, response);
      raw.setInputBuffer(body);
      try {
        getNext().invoke(request, response);
      } finally {
        raw.setInputBuffer(plain);
        if (body.cutOff) {
          // What else comes is not waited for either, and is no request of its own. The server
          // takes this for an error, and would put a page of its own before an answer or behind it.
          raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
      }
    }
  }

  /** A body of which it is counted how much came, and how long that was waited for. */
  private final class Body implements InputBuffer {
    private final InputBuffer plain;
    private final Response response;
    private long bytes;
    private long waited;
    private boolean cutOff;

    Body(InputBuffer plain, Response response) {
      this.plain = plain;
      this.response = response;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      long begun = System.nanoTime();
      int read = plain.doRead(handler);
      waited += System.nanoTime() - begun;
      bytes += Math.max(0, read);
      if (read > 0 && isTooSlow()) {
        cutOff = true;
        response.setHeader(HttpHeaders.CONNECTION, "close");
        throw new ProblemException(
            Problem.of(
                HttpStatus.REQUEST_TIMEOUT, "The body came too slowly, and was not waited for"));
      }
      return read;
    }

    private boolean isTooSlow() {
      return waited > settings.patience().toNanos()
          && bytes < waited / NANOS * settings.slowest().toBytes();
    }

    @Override
    public int available() {
      return plain.available();
    }
  }
}
