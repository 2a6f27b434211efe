package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may do what, as {@code roles.txt} says it and as the running service does it: every operation
 * and every page has a row.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // begin() sets the fields.
class RoleMatrixTest {
  private static final List<String> ROLES = List.of("viewer", "finance", "approver", "admin");
  private static final List<String> NAMES =
      List.of(People.VERA, People.FATMA, People.ADA, People.ALI);

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private Service service;
  private JsonNode document;

  /**
   * A row of the matrix.
   *
   * @param roles who may; everybody: also who is not signed in
   */
  private record Row(String verb, String path, Set<String> roles) {
    boolean everybody() {
      return roles.contains("everybody");
    }

    boolean allows(String role) {
      return everybody() || roles.contains(role);
    }

    boolean isOfPrograms() {
      return path.startsWith("/api/") || path.startsWith("/actuator") || path.endsWith(".json");
    }

    /** An address of it at which there is nothing, so that nothing is changed. */
    String address() {
      return path.replace("{version}", "9.9.9")
          .replace("{number}", "1")
          .replaceAll("\\{[a-z]+}", "none");
    }
  }

  @BeforeAll
  void begin() throws IOException {
    for (String line : Files.readAllLines(Path.of("src/test/resources/dev/tarife/web/roles.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().split(" +", -1);
        Set<String> roles = new TreeSet<>(List.of(words).subList(2, words.length));
        rows.put(words[0] + " " + words[1], new Row(words[0], words[1], roles));
      }
    }
    service = Running.ready();
    People.add(service);
    document = Program.json(new Program(service, People.VERA).get("/openapi.json"));
  }

  @Test
  void everyOperationAndPageHasARow() {
    Set<String> routes = new TreeSet<>();
    service
        .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(
            info -> {
              for (String path : info.getPatternValues()) {
                for (RequestMethod verb : info.getMethodsCondition().getMethods()) {
                  routes.add(verb.name() + " " + path);
                }
              }
            });
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        verb -> routes.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> written =
        rows.keySet().stream()
            .filter(row -> !row.contains(" /actuator") && !row.equals("POST /login"))
            .filter(row -> !row.equals("POST /logout"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(written).isEqualTo(routes);
  }

  @Test
  void theDescriptionNamesTheRolesOfTheMatrix() {
    rows.forEach(
        (name, row) -> {
          JsonNode operation =
              document.path("paths").path(row.path()).path(row.verb().toLowerCase(Locale.ROOT));
          if (row.path().startsWith("/api/")) {
            Set<String> allowed = new TreeSet<>(Set.of("admin"));
            for (String role : operation.path("x-role").stringValue().split(", ", -1)) {
              allowed.addAll(role.equals("viewer") ? ROLES : List.of(role));
            }
            assertThat(row.roles()).as(name).isEqualTo(allowed);
          }
        });
  }

  /** Each request is wrong too, so that it also shows what is checked first. */
  @Test
  void programsMayDoWhatTheirRoleAllows() {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (int i = 0; i < ROLES.size(); i++) {
      programs.put(ROLES.get(i), new Program(service, NAMES.get(i)));
    }
    Program nobody = new Program(service, null);
    List<String> wrong = new ArrayList<>();
    for (Row row : rows.values()) {
      if (row.path().startsWith("/api/")) {
        check(wrong, row, "nobody", ask(nobody, row), 401);
        programs.forEach(
            (role, program) ->
                check(wrong, row, role, ask(program, row), row.allows(role) ? 400 : 403));
      } else if (row.isOfPrograms()) {
        HttpResponse<String> anonymous = nobody.get(row.path());
        check(wrong, row, "nobody", anonymous, row.everybody() ? 200 : 401);
        programs.forEach(
            (role, program) ->
                check(wrong, row, role, program.get(row.path()), row.allows(role) ? 200 : 403));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(
      List<String> wrong, Row row, String role, HttpResponse<String> answer, int expected) {
    if (answer.statusCode() != expected) {
      wrong.add(
          "%s %s as %s: %d and not %d, %s"
              .formatted(
                  row.verb(), row.path(), role, answer.statusCode(), expected, answer.body()));
    }
  }

  private HttpResponse<String> ask(Program program, Row row) {
    String address = row.address() + "?unknown=1";
    String type =
        document
            .path("paths")
            .path(row.path())
            .path(row.verb().toLowerCase(Locale.ROOT))
            .path("requestBody")
            .path("content")
            .propertyNames()
            .stream()
            .findFirst()
            .orElse("application/json");
    if (type.startsWith("multipart")) {
      type += "; boundary=x";
    }
    return switch (row.verb()) {
      case "GET" -> program.get(address);
      case "DELETE" -> program.delete(address);
      case "PUT" -> program.put(address, type, "");
      case "PATCH" -> program.patch(address, "");
      default -> program.post(address, type, BodyPublishers.ofString("--x--\r\n"));
    };
  }

  @Test
  void peopleMayDoWhatTheirRoleAllows() {
    List<String> wrong = new ArrayList<>();
    Browser nobody = new Browser(service);
    for (Row row : rows.values()) {
      if (!row.isOfPrograms()) {
        HttpResponse<String> answer =
            row.verb().equals("GET")
                ? nobody.get(row.address())
                : nobody.post(row.address(), "_csrf=" + nobody.csrf("/login"));
        boolean login =
            answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElse("").endsWith("/login");
        if (login == row.everybody() || answer.statusCode() >= 400) {
          wrong.add(row + " as nobody: " + answer.statusCode());
        }
      }
    }
    for (int i = 0; i < ROLES.size(); i++) {
      String role = ROLES.get(i);
      Browser browser = new Browser(service);
      Map<String, String> who = Map.of("username", NAMES.get(i), "password", Running.PASSWORD);
      browser.submit("/login", who);
      String token = browser.csrf("/password");
      for (Row row : rows.values()) {
        if (row.isOfPrograms() || row.path().equals("/login") || row.path().equals("/logout")) {
          continue;
        }
        boolean asks = row.verb().equals("GET");
        HttpResponse<String> answer =
            asks ? browser.get(row.address()) : browser.post(row.address(), "_csrf=" + token);
        boolean refused = answer.statusCode() == 403;
        boolean toTheLogin = answer.headers().firstValue("Location").orElse("").endsWith("/login");
        if (refused == row.allows(role) || toTheLogin || answer.statusCode() >= 500) {
          wrong.add(row + " as " + role + ": " + answer.statusCode());
        }
        if (!asks && browser.post(row.address(), "").statusCode() != 403) {
          wrong.add(row + " as " + role + " without the page's token");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What is answered is what is described. */
  @Test
  void answersAreAsTheDescriptionSays() {
    Program admin = new Program(service, People.ALI);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      if (get.isMissingNode()
          || (path.getKey().contains("{") && !path.getKey().contains("version"))) {
        continue;
      }
      String address = path.getKey().replace("{version}", "0.1.0");
      if (address.equals("/api/v1/prices")) {
        address += "?on=2024-05-01&limit=20";
      }
      HttpResponse<String> answer = admin.get(address);
      JsonNode schema =
          get.path("responses")
              .path(String.valueOf(answer.statusCode()))
              .path("content")
              .path("application/json")
              .path("schema");
      if (schema.isMissingNode()) {
        wrong.add(address + ": " + answer.statusCode() + " " + answer.body());
      } else {
        faults(schema, answer.body()).forEach(fault -> wrong.add(path.getKey() + ": " + fault));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private List<String> faults(JsonNode schema, String body) {
    ObjectNode whole = JsonMapper.shared().createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.setAll((ObjectNode) schema);
    whole.set("components", document.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString(), InputFormat.JSON)
        .validate(body, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }
}
