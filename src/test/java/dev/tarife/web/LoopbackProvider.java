package dev.tarife.web;

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
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A small OpenID Connect provider, which signs in whom the test wants. */
final class LoopbackProvider implements AutoCloseable {
  private final RSAKey key;
  private final HttpServer server;
  private final String issuer;
  private volatile String nonce = "";

  /** Who signs in next. */
  volatile String subject = "1";

  /** What they are called. */
  volatile String name = "fatma@example.org";

  /** The roles that they have. */
  volatile List<String> roles = List.of("finance", "something-else");

  /** Whether it gives refresh tokens. */
  volatile boolean refreshes;

  LoopbackProvider() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("test").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    answer(
        "/.well-known/openid-configuration",
        () ->
            """
            {"issuer": "I", "authorization_endpoint": "I/authorize", "token_endpoint": "I/token",
             "jwks_uri": "I/keys", "subject_types_supported": ["public"],
             "response_types_supported": ["code"],
             "id_token_signing_alg_values_supported": ["RS256"]}
            """
                .replace("\"I", "\"" + issuer));
    answer("/keys", () -> new JWKSet(key.toPublicJWK()).toString());
    answer(
        "/token",
        () ->
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
                + token()
                + (refreshes ? "\",\"refresh_token\":\"r" : "")
                + "\"}");
    server.start();
  }

  /** Settings of a service that signs people in with it. */
  Map<String, String> settings() {
    return Map.of(
        "tarife.bundles.first", "false",
        "tarife.oidc.issuer", issuer,
        "tarife.oidc.client.id", "tarife",
        "tarife.oidc.client.secret", "secret");
  }

  /** Signs in by way of the provider; gives the service's last answer. */
  HttpResponse<String> signIn(Browser browser) {
    String asked = location(browser.get("/oauth2/authorization/oidc"));
    if (!asked.startsWith(issuer + "/authorize?")) {
      throw new IllegalStateException("It does not ask the provider: " + asked);
    }
    Map<String, String> query = query(asked);
    nonce = query.getOrDefault("nonce", "");
    return browser.get(
        URI.create(query.getOrDefault("redirect_uri", "")).getPath()
            + "?code=c&state="
            + URLEncoder.encode(query.getOrDefault("state", ""), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Answer {
    String get() throws Exception;
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try {
            exchange.getRequestBody().readAllBytes();
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
  private String token() throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience("tarife")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(3_600)))
                .claim("nonce", nonce)
                .claim("preferred_username", name)
                .claim("tarife_roles", roles)
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

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
