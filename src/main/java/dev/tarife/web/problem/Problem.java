package dev.tarife.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Problem {
    faults = List.copyOf(faults);
  }

  /** A problem that its title says all of. */
  public static Problem of(HttpStatus status, String title) {
    return new Problem(status, title, List.of());
  }

  /** The body of an answer. */
  public Body body() {
    return new Body("about:blank", title, status.value(), faults);
  }

  /** Answers with it. */
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
