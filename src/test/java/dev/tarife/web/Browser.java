package dev.tarife.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with cookies, who follows no redirect unasked. */
final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI home;

  Browser(Service service) {
    home = URI.create("http://127.0.0.1:" + service.port());
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(home.resolve(path)).header("Accept", "text/html,*/*;q=0.8");
    if (headers.length > 0) {
      for (int i = 0; i < headers.length; i += 2) {
        request.setHeader(headers[i], headers[i + 1]);
      }
    }
    return send(request.build());
  }

  /** Posts a form of a page to the page itself, as the page has it. */
  HttpResponse<String> submit(String page, Map<String, String> fields) {
    return submit(page, page, fields);
  }

  /** Posts a form of a page, as the page has it. */
  HttpResponse<String> submit(String page, String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&", "", "&_csrf=" + encoded(csrf(page))));
    return post(path, body);
  }

  /** The token by which a form proves that it is of a page. */
  String csrf(String page) {
    Matcher token = TOKEN.matcher(get(page).body());
    if (!token.find()) {
      throw new IllegalStateException(page + " has no form.");
    }
    return token.group(1);
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(home.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends JSON as a script of a page does, with the token of that page. */
  HttpResponse<String> postJson(String page, String path, String json) {
    return send(
        HttpRequest.newBuilder(home.resolve(path))
            .headers("Content-Type", "application/json", "X-CSRF-TOKEN", csrf(page))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
