package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The document describes what there is, all of it, and nothing is open to all. */
@Tag("slow")
class OpenApiTest {
  private final Service service = Running.service();

  private Map<RequestMappingInfo, HandlerMethod> handlers() {
    return service
        .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods();
  }

  private JsonNode document() {
    People.add(service);
    return Program.json(new Program(service, People.VERA).get("/openapi.json"));
  }

  @Test
  void itHasEveryRouteAndNoOther() {
    Set<String> routes = new TreeSet<>();
    handlers()
        .forEach(
            (info, method) -> {
              for (String path : info.getPatternValues()) {
                for (RequestMethod verb : info.getMethodsCondition().getMethods()) {
                  if (path.startsWith("/api/")) {
                    routes.add(verb.name() + " " + path);
                  }
                }
              }
            });
    Set<String> described = new TreeSet<>();
    document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        verb ->
                            described.add(
                                verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    assertThat(described).isEqualTo(routes).hasSizeGreaterThan(35);
  }

  @Test
  void everyRouteOfProgramsAsksForARole() {
    handlers()
        .forEach(
            (info, method) -> {
              if (info.getPatternValues().stream().anyMatch(path -> path.startsWith("/api/"))) {
                assertThat(
                        AnnotatedElementUtils.hasAnnotation(method.getMethod(), RolesAllowed.class)
                            || AnnotatedElementUtils.hasAnnotation(
                                method.getBeanType(), RolesAllowed.class))
                    .as(info.toString())
                    .isTrue();
              }
            });
  }

  @Test
  void itsReferencesLeadSomewhereAndItsExamplesAreAnswered() {
    JsonNode document = document();
    assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
    Set<String> references = new TreeSet<>();
    collect(document, references);
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode said = operation.getValue();
        assertThat(said.path("summary").stringValue("")).as(path.getKey()).isNotEmpty();
        assertThat(said.path("responses").size()).isGreaterThanOrEqualTo(2);
        if (said.has("requestBody")) {
          assertThat(said.path("requestBody").path("content").size()).isPositive();
        }
      }
    }
    Program vera = new Program(service, People.VERA);
    for (String path : Set.of("/api/v1/estimate", "/api/v1/rate")) {
      String example =
          document
              .path("paths")
              .path(path)
              .at("/post/requestBody/content/application~1json/example")
              .toString();
      if (service.part(dev.tarife.web.bundles.Bundles.class).isReady()) {
        assertThat(vera.post(path, example).body()).contains("total_exact");
      }
    }
  }

  private static void collect(JsonNode node, Set<String> references) {
    if (node.has("$ref")) {
      references.add(node.path("$ref").stringValue());
    }
    for (Iterator<JsonNode> children = node.iterator(); children.hasNext(); ) {
      collect(children.next(), references);
    }
  }
}
