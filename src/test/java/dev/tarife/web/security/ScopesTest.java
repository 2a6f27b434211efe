package dev.tarife.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which scope of a token a request asks for. */
class ScopesTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/accounts, read",
    "HEAD, /api/v1/accounts, read",
    "GET, /actuator/prometheus, read",
    "GET, /api/v1/me, read",
    "GET, /api/v1/me/tokens, all",
    "PUT, /api/v1/me/password, all",
    "GET, /api/v1/users, users",
    "POST, /api/v1/users/meters/tokens, users",
    "DELETE, /api/v1/tokens/1, users",
    "POST, /api/v1/estimate/lines/3, rate",
    "DELETE, /api/v1/jobs/1, rate",
    "PUT, /api/v1/accounts/1, usage",
    "POST, /api/v1/accounts/1/usage, usage",
    "POST, /api/v1/accounts/1/invoices, invoices",
    "POST, /api/v1/tables/compare, tables",
    "POST, /api/v1/bundles, tables",
    "POST, /api/v1/bundles/2024.6.0/approve, deploy",
    "POST, /api/v1/bundles/rollback, deploy",
    "POST, /api/v1/something/new, all",
    "POST, /usage, all"
  })
  void aRequestAsksForTheScopeOfWhatItDoes(String method, String path, String scope) {
    assertThat(Scopes.needed(method, path).code()).isEqualTo(scope);
  }

  /** A new operation gets a rule, or stands here: only tokens of all scopes may use it. */
  @Test
  void everyOperationHasAScopeOfItsOwnButThoseOnOneself() throws IOException {
    Set<String> all = new TreeSet<>();
    Map<String, Integer> uses = new TreeMap<>();
    try (InputStream in = ScopesTest.class.getResourceAsStream("/dev/tarife/web/openapi.json")) {
      JsonNode paths = JsonMapper.shared().readTree(in).path("paths");
      paths.forEachEntry(
          (path, operations) ->
              operations
                  .propertyNames()
                  .forEach(
                      method -> {
                        String verb = method.toUpperCase(Locale.ROOT);
                        String scope =
                            Scopes.needed(verb, path.replaceAll("\\{[^}]*}", "1")).code();
                        uses.merge(scope, 1, Integer::sum);
                        if (scope.equals("all")) {
                          all.add(verb + " " + path);
                        }
                      }));
    }
    assertThat(all)
        .containsExactly(
            "DELETE /api/v1/me/tokens/{id}",
            "GET /api/v1/me/tokens",
            "POST /api/v1/me/tokens",
            "PUT /api/v1/me/password");
    assertThat(uses.keySet())
        .containsExactlyInAnyOrder(
            "all", "read", "rate", "usage", "invoices", "tables", "deploy", "users");
  }
}
