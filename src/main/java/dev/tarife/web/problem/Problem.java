package dev.tarife.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal, as RFC 9457 has it.
 *
 * @param status the status of the answer
 * @param title what is wrong, the same for all of a kind
 * @param faults every fault, each in the words of the command line; empty where the title says all
 */
public record Problem(HttpStatus status, String title, List<String> faults) {
  /** The attribute of a request that has the problem its page shows. */
  public static final String SHOWN = Problem.class.getName();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An error of this program; the log has more about it. */
  public static final Problem UNEXPECTED =
      of(
          HttpStatus.INTERNAL_SERVER_ERROR,
          "An unexpected failure, which is an error in tarife; the log says where");

  public Problem {
    faults = List.copyOf(faults);
  }

  /** A problem whose title says everything. */
  public static Problem of(HttpStatus status, String title) {
    return new Problem(status, title, List.of());
  }

  /** The body of an answer. */
  public Body body() {
    return new Body("about:blank", title, status.value(), faults);
  }

  /**
   * Whether the answer to a request is looked at in a browser. What is under {@code /api}, and who
   * sends credentials with each request, gets JSON.
   */
  public static boolean isOfPage(HttpServletRequest request) {
    Object before = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = before == null ? request.getRequestURI() : before.toString();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return !path.startsWith("/api/")
        && !path.startsWith("/actuator/")
        && !path.equals("/openapi.json")
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && (request.getHeader("HX-Request") != null
            || (accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)));
  }

  /** Answers with it: a browser gets the page of its status, others the problem itself. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (isOfPage(request)) {
      request.setAttribute(SHOWN, this);
      response.sendError(status.value());
    } else {
      write(response);
    }
  }

  /** Answers with it, as JSON. */
  public void write(HttpServletResponse response) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(JSON.writeValueAsString(body()).getBytes(StandardCharsets.UTF_8));
  }

  /** The fields of the answer. */
  public record Body(String type, String title, int status, List<String> faults) {
    public Body {
      faults = List.copyOf(faults);
    }
  }
}
