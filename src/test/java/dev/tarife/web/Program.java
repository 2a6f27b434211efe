package dev.tarife.web;

import dev.tarife.web.security.TokenKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that speaks to the service, with a user's token. */
final class Program {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BOUNDARY = "a-boundary-that-is-in-no-file";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI home;
  private final @Nullable String key;

  /** With the token of a user; null: with none. */
  Program(Service service, @Nullable String user) {
    this(
        user == null
            ? null
            : service.part(TokenKeys.class).make(user, "test", Duration.ofDays(1)).key(),
        service);
  }

  private Program(@Nullable String key, Service service) {
    home = URI.create("http://127.0.0.1:" + service.port());
    this.key = key;
  }

  /** With a token that was made before. */
  static Program ofKey(Service service, String key) {
    return new Program(key, service);
  }

  /** A file of a form. */
  @SuppressWarnings("ArrayRecordComponent") // Sent at once, and never compared.
  record File(String field, String name, byte[] content) {
    static File of(String field, String name, String content) {
      return new File(field, name, content.getBytes(StandardCharsets.UTF_8));
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, String json) {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  HttpResponse<String> post(String path, String type, BodyPublisher body) {
    return send(request(path).header("Content-Type", type).POST(body).build());
  }

  HttpResponse<String> put(String path, String type, String body) {
    return send(
        request(path).header("Content-Type", type).PUT(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE().build());
  }

  HttpResponse<String> patch(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<String> form(String path, Map<String, String> fields, File... files) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                BOUNDARY,
                name,
                value));
    for (File file : files) {
      write(body, "--%s\r\nContent-Disposition: form-data; ", BOUNDARY);
      write(body, "name=\"%s\"; filename=\"%s\"\r\n", file.field(), file.name());
      write(body, "Content-Type: application/octet-stream\r\n\r\n");
      body.writeBytes(file.content());
      write(body, "\r\n");
    }
    write(body, "--%s--\r\n", BOUNDARY);
    return post(
        path,
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void write(ByteArrayOutputStream body, String text, Object... values) {
    body.writeBytes(
        String.format(java.util.Locale.ROOT, text, values).getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve(path));
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
