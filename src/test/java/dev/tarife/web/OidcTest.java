package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in elsewhere, with a provider that this test plays. */
@Tag("slow")
class OidcTest {
  private volatile String nonce = "";

  @Test
  void aProviderSaysWhoSomebodyIsAndTheirRole(@TempDir Path data) throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("test").generate();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
    answer(
        provider,
        "/.well-known/openid-configuration",
        () ->
            "{\"issuer\":\"I\",\"authorization_endpoint\":\"I/authorize\",\"token_endpoint\":\"I/token\","
                    .replace("I\"", issuer + "\"")
                    .replace("\"I/", "\"" + issuer + "/")
                + "\"jwks_uri\":\""
                + issuer
                + "/keys\",\"subject_types_supported\":[\"public\"],"
                + "\"response_types_supported\":[\"code\"],"
                + "\"id_token_signing_alg_values_supported\":[\"RS256\"]}");
    answer(provider, "/keys", () -> new JWKSet(key.toPublicJWK()).toString());
    answer(
        provider,
        "/token",
        () ->
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
                + token(key, issuer)
                + "\"}");
    provider.start();
    Map<String, String> settings =
        Map.of(
            "tarife.bundles.first", "false",
            "tarife.oidc.issuer", issuer,
            "tarife.oidc.client.id", "tarife",
            "tarife.oidc.client.secret", "secret");
    try (Service service = Running.start(data, new ArrayList<>(), settings)) {
      Browser browser = new Browser(service);
      assertThat(browser.get("/login").body()).contains("/oauth2/authorization/oidc");
      String asked = location(browser.get("/oauth2/authorization/oidc"));
      assertThat(asked).startsWith(issuer + "/authorize?");
      Map<String, String> query = query(asked);
      nonce = query.getOrDefault("nonce", "");
      HttpResponse<String> back =
          browser.get(
              URI.create(query.getOrDefault("redirect_uri", "")).getPath()
                  + "?code=c&state="
                  + java.net.URLEncoder.encode(
                      query.getOrDefault("state", ""), StandardCharsets.UTF_8));
      assertThat(location(back)).endsWith("/");
      assertThat(browser.get("/api/v1/accounts").statusCode()).as("finance").isEqualTo(200);
      assertThat(browser.get("/api/v1/users").statusCode()).as("no admin").isEqualTo(403);
    } finally {
      provider.stop(0);
    }
  }

  private interface Answer {
    String get() throws Exception;
  }

  private static void answer(HttpServer provider, String path, Answer answer) {
    provider.createContext(
        path,
        exchange -> {
          try {
            byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (Exception e) {
            exchange.sendResponseHeaders(500, -1);
          } finally {
            exchange.close();
          }
        });
  }

  @SuppressWarnings("JavaUtilDate") // The library takes nothing else.
  private String token(RSAKey key, String issuer) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("1")
                .audience("tarife")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                .claim("nonce", nonce)
                .claim("preferred_username", "fatma@example.org")
                .claim("tarife_roles", List.of("finance", "something-else"))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static Map<String, String> query(String address) {
    return Arrays.stream(URI.create(address).getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
