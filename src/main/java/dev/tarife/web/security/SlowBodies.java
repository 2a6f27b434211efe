package dev.tarife.web.security;

import dev.tarife.web.problem.Problem;
import dev.tarife.web.problem.ProblemException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Cuts off a client that sends a body byte by byte: each would hold a thread for hours. Waiting
 * bodies may hold a quarter of the threads; of more than that the slowest are cut off at once, so
 * that everybody else is answered however many there are.
 */
@Component
final class SlowBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final double NANOS = 1e9;

  /** A body that has been waited for as long as this may be cut off for others. */
  private static final long YOUNG = Duration.ofMillis(250).toNanos();

  private static final long SHORTEST_PAUSE = Duration.ofMillis(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMillis(20).toNanos();

  /** Between two bytes of the header of a chunk, which the server waits for by itself. */
  private static final int BETWEEN_BYTES_MILLIS = 2_000;

  /** What may stand in the header of a chunk beside its size; nobody writes anything there. */
  private static final int LONGEST_EXTENSION = 64;

  private final RequestSettings settings;
  private final Duration silence;
  private final int mostWaiting;

  /**
   * Bodies in chunks: the server waits for the header of a chunk by itself, where none is cut off.
   */
  private final Semaphore chunked;

  private final Set<Body> waiting = ConcurrentHashMap.newKeySet();

  SlowBodies(
      RequestSettings settings,
      @Value("${server.tomcat.connection-timeout}") Duration silence,
      @Value("${server.tomcat.threads.max}") int threads) {
    this.settings = settings;
    this.silence = silence;
    this.mostWaiting = Math.max(1, threads / 4);
    this.chunked = new Semaphore(Math.max(1, threads / 2));
  }

  @Override
  public void customize(TomcatServletWebServerFactory server) {
    server.addEngineValves(new Valve());
    server.addConnectorCustomizers(
        connector -> {
          if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setDisableUploadTimeout(false);
            protocol.setConnectionUploadTimeout(BETWEEN_BYTES_MILLIS);
            protocol.setMaxExtensionSize(LONGEST_EXTENSION);
          }
        });
  }

  private final class Valve extends ValveBase {
    Valve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      org.apache.coyote.Request raw = request.getCoyoteRequest();
      // The length of a request that the server refuses already may not be a number.
      if (response.getStatus() >= HttpStatus.BAD_REQUEST.value()
          || (raw.getContentLengthLong() <= 0
              && raw.getMimeHeaders().getHeader("Transfer-Encoding") == null)) {
        getNext().invoke(request, response);
        return;
      }
      if (raw.getContentLengthLong() >= 0) {
        count(raw, request, response);
      } else if (chunked.tryAcquire()) {
        try {
          count(raw, request, response);
        } finally {
          chunked.release();
        }
      } else {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Too many bodies in chunks are being sent at the same time; try again, or send"
                    + " the length of the body")
            .write(response);
        raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }

    private void count(org.apache.coyote.Request raw, Request request, Response response)
        throws IOException, ServletException {
      InputBuffer plain = raw.getInputBuffer();
      Body body = new Body(raw, plain, response);
      raw.setInputBuffer(body);
      try {
        getNext().invoke(request, response);
      } finally {
        raw.setInputBuffer(plain);
        if (body.cutOff) {
          // What else comes is not waited for either, and is not a request of its own. The server
          // takes this for an error, and would put a page of its own before an answer or behind it.
          raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
      }
    }
  }

  /** A body of which it is counted how much came, and how long that was waited for. */
  private final class Body implements InputBuffer {
    private final org.apache.coyote.Request raw;
    private final InputBuffer plain;
    private final Response response;
    private long bytes;
    private long waited;

    /** Bytes a second, for others to see; nobody is slower than they while they are young. */
    private volatile double rate = Double.POSITIVE_INFINITY;

    private boolean ended;
    private boolean cutOff;

    Body(org.apache.coyote.Request raw, InputBuffer plain, Response response) {
      this.raw = raw;
      this.plain = plain;
      this.response = response;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      if (!ended && bytes != raw.getContentLengthLong() && !hasCome()) {
        awaitMore();
      }
      long begun = System.nanoTime();
      int read = plain.doRead(handler);
      waited += System.nanoTime() - begun;
      bytes += Math.max(0, read);
      ended = read < 0;
      if (read > 0 && isTooSlow()) {
        throw tooSlow();
      }
      return read;
    }

    /** Whether something can be read without waiting; an error or the end counts too. */
    private boolean hasCome() {
      raw.action(ActionCode.AVAILABLE, true);
      return raw.getAvailable() > 0;
    }

    private void awaitMore() {
      long before = waited;
      long begun = System.nanoTime();
      long pause = SHORTEST_PAUSE;
      waiting.add(this);
      try {
        do {
          LockSupport.parkNanos(pause);
          pause = Math.min(LONGEST_PAUSE, 2 * pause);
          waited = before + System.nanoTime() - begun;
          if (isTooSlow() || isInTheWay() || waited - before > silence.toNanos()) {
            throw tooSlow();
          }
        } while (!hasCome());
      } finally {
        waiting.remove(this);
      }
    }

    private boolean isTooSlow() {
      return waited > settings.patience().toNanos()
          && bytes < waited / NANOS * settings.slowest().toBytes();
    }

    /** Whether too many are waited for, and this is among the slowest of them. */
    private boolean isInTheWay() {
      int tooMany = waiting.size() - mostWaiting;
      if (tooMany <= 0 || waited < YOUNG) {
        return false;
      }
      rate = bytes * NANOS / waited;
      return waiting.stream().filter(other -> other.rate < rate).count() < tooMany;
    }

    private ProblemException tooSlow() {
      cutOff = true;
      response.setHeader(HttpHeaders.CONNECTION, "close");
      return new ProblemException(
          Problem.of(
              HttpStatus.REQUEST_TIMEOUT, "The body came too slowly, and was not waited for"));
    }

    @Override
    public int available() {
      return plain.available();
    }
  }
}
