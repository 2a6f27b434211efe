package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.annotation.Generated;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;
import org.openapitools.codegen.validations.oas.OpenApiEvaluator;
import org.openapitools.codegen.validations.oas.RuleConfiguration;
import org.springframework.beans.BeanUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the REST interface is one that tools read, and says all that a reader asks.
 */
class OpenApiRulesTest {
  private static final Path FILE = Path.of("src/main/resources/dev/tarife/web/openapi.json");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNode DOCUMENT = JSON.readTree(FILE.toFile());

  /** A class of each library that a generated client uses. */
  private static final List<Class<?>> CLIENT =
      List.of(
          JavaTimeModule.class,
          JsonInclude.class,
          JsonParser.class,
          ObjectMapper.class,
          Generated.class,
          Nullable.class,
          BeanUtils.class,
          MultiValueMap.class,
          RestClient.class);

  @TempDir private Path folder = Path.of("");

  private record Operation(String verb, String path, JsonNode said) {
    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  private static String place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private static List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb ->
                            all.add(new Operation(verb.getKey(), path.getKey(), verb.getValue()))));
    return all;
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  /** The schema of the OpenAPI Initiative (openapi-3.1.schema.json, Apache License 2.0). */
  @Test
  void itKeepsToTheSchemaOfOpenApi() throws IOException {
    String schema =
        Files.readString(Path.of("src/test/resources/dev/tarife/web/openapi-3.1.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(Files.readString(FILE), InputFormat.JSON)
                .stream()
                .map(Object::toString))
        .isEmpty();
  }

  @Test
  void aParserAndItsRulesFindNothing() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read = new OpenAPIParser().readLocation(FILE.toString(), null, options);
    assertThat(read.getMessages()).isEmpty();
    assertThat(
            new OpenApiEvaluator(new RuleConfiguration()).validate(read.getOpenAPI()).getErrors())
        .isEmpty();
  }

  @Test
  void clientsThatAreGeneratedCompile() throws IOException {
    CodegenConfigurator generator = new CodegenConfigurator();
    generator
        .setInputSpec(FILE.toString())
        .setGeneratorName("java")
        .setLibrary("restclient")
        .setOutputDir(folder.toString())
        .addAdditionalProperty("openApiNullable", false)
        .addAdditionalProperty("annotationLibrary", "none")
        .addAdditionalProperty("documentationProvider", "none")
        .addAdditionalProperty("useJakartaEe", true);
    for (String part : List.of("models", "apis", "supportingFiles")) {
      generator.addGlobalProperty(part, "");
    }
    for (String part : List.of("modelTests", "apiTests", "modelDocs", "apiDocs", "skipFormModel")) {
      generator.addGlobalProperty(part, "false");
    }
    new DefaultGenerator().opts(generator.toClientOptInput()).generate();
    List<File> sources;
    try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).map(Path::toFile).toList();
    }
    assertThat(sources).hasSizeGreaterThan(50);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> arguments =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              Files.createDirectories(folder.resolve("classes")).toString(),
              "-classpath",
              CLIENT.stream()
                  .map(OpenApiRulesTest::place)
                  .collect(Collectors.joining(File.pathSeparator)));
      boolean compiled =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  arguments,
                  null,
                  manager.getJavaFileObjectsFromFiles(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  @Test
  void everyOperationSaysWhatItIsAndHowItRefuses() {
    Set<String> tags = new TreeSet<>();
    DOCUMENT.path("tags").forEach(tag -> tags.add(tag.path("name").stringValue()));
    Set<String> used = new TreeSet<>();
    Set<String> ids = new HashSet<>();
    for (Operation operation : operations()) {
      JsonNode said = operation.said();
      String name = operation.toString();
      assertThat(said.path("tags").size()).as(name).isEqualTo(1);
      used.add(said.path("tags").path(0).stringValue());
      assertThat(said.path("summary").stringValue("")).as(name).isNotBlank().doesNotEndWith(".");
      assertThat(said.path("description").stringValue("")).as(name).isNotBlank().endsWith(".");
      assertThat(said.path("x-role").stringValue("")).as(name).isNotBlank();
      assertThat(ids.add(said.path("operationId").stringValue())).as(name).isTrue();
      Set<String> expected = new TreeSet<>(Set.of("400", "401", "403", "429", "503"));
      if (operation.path().contains("{")) {
        expected.add("404");
      }
      if (said.has("requestBody")) {
        expected.addAll(Set.of("413", "415", "422"));
      }
      boolean key = false;
      for (JsonNode parameter : said.path("parameters")) {
        JsonNode known = resolved(parameter);
        assertThat(known.path("description").stringValue("")).as(name + parameter).isNotBlank();
        key |= known.path("name").stringValue().equals("Idempotency-Key");
        if (known.path("name").stringValue().equals("If-Match")) {
          expected.add("412");
        }
      }
      if (key) {
        expected.addAll(Set.of("409", "422"));
      }
      assertThat(said.path("responses").propertyNames()).as(name).containsAll(expected);
      said.path("responses")
          .properties()
          .forEach(
              answer -> {
                JsonNode known = resolved(answer.getValue());
                assertThat(known.path("description").stringValue("")).as(name).isNotBlank();
                if (answer.getKey().compareTo("400") >= 0) {
                  assertThat(known.path("content").has("application/problem+json"))
                      .as(name + " " + answer.getKey())
                      .isTrue();
                  assertThat(
                          known
                              .at("/content/application~1problem+json/example/status")
                              .asString(""))
                      .isEqualTo(answer.getKey());
                }
              });
    }
    assertThat(used).isEqualTo(tags);
  }

  @Test
  void everyListIsAPage() {
    for (Operation operation : operations()) {
      JsonNode schema =
          resolved(operation.said().at("/responses/200/content/application~1json/schema"));
      assertThat(schema.path("type").asString("")).as(operation.toString()).isNotEqualTo("array");
      if (schema.path("properties").has("items")) {
        assertThat(schema.path("properties").propertyNames())
            .as(operation.toString())
            .contains("total", "next");
        assertThat(operation.said().path("parameters").toString())
            .contains("parameters/After", "parameters/Limit");
      }
    }
  }

  @Test
  void everySchemaIsDescribedAndEveryExampleIsOfItsSchema() {
    DOCUMENT
        .path("components")
        .path("schemas")
        .properties()
        .forEach(
            schema ->
                assertThat(schema.getValue().path("description").stringValue(""))
                    .as(schema.getKey())
                    .isNotBlank());
    List<String> wrong = new ArrayList<>();
    examples("#", DOCUMENT, wrong);
    assertThat(wrong).isEmpty();
  }

  private static void examples(String place, JsonNode node, List<String> wrong) {
    if (node.has("schema") && node.has("example")) {
      for (String fault : faults(node.path("schema"), node.path("example"))) {
        wrong.add(place + ": " + fault);
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      examples(place + "/" + child.getKey(), child.getValue(), wrong);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      examples(place + "/" + i, node.path(i), wrong);
    }
  }

  private static List<String> faults(JsonNode schema, JsonNode example) {
    ObjectNode whole = JSON.createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.setAll((ObjectNode) schema);
    whole.set("components", DOCUMENT.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString(), InputFormat.JSON)
        .validate(
            example.toString(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }
}
