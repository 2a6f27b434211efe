package dev.tarife.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What senders send who are careless, or mean it. */
final class Hostile {
  static final String BOUNDARY = "b-o-u-n-d";

  /** What no body is. */
  static final List<byte[]> BODIES =
      Stream.of(
              "null",
              "",
              "{}",
              "[]",
              "[null]",
              "\"x\"",
              "5",
              "true",
              "{",
              "{\"month\":",
              "{}{}",
              "{\"why\":\"a\",\"why\":\"b\"}",
              "{\"__proto__\":{}}",
              "[".repeat(5_000),
              "{\"a\":".repeat(5_000),
              "1e400",
              "9".repeat(5_000),
              "\u0000",
              "\ufeff{}",
              "a,b\n1",
              "record_id\n\u0000\n",
              "&a [*a]",
              "--- !!javax.script.ScriptEngineManager [x]",
              "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
              "? {a: b}\n: c",
              "account: ~",
              "- account: 1",
              "x".repeat(100_000))
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);

  static {
    BODIES.add("{\"why\":\"x\"}".getBytes(StandardCharsets.UTF_16));
    BODIES.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    BODIES.add(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
    BODIES.add(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    BODIES.add("PAR1PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  /** What no value of a field, a parameter or an address is, as JSON where it is in a body. */
  private static final List<String> WRONG =
      List.of(
          "null",
          "[]",
          "{}",
          "[null]",
          "true",
          "-1",
          "1.5",
          "1e999999999",
          "9".repeat(400),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"a\\nb\"",
          "\"2024-13\"",
          "\"+999999999-12\"",
          "\"../../etc/passwd\"",
          "\"'; drop table users; --\"",
          "\"\\ud83d\\ude00\"",
          "\"" + "x".repeat(70_000) + "\"");

  static final List<String> VALUES =
      List.of(
          "",
          " ",
          "x",
          "-1",
          "0",
          "1.5",
          "99999999999999999999999",
          "2147483648",
          "0000-01",
          "9999-12",
          "2024-13",
          "9999-12-31",
          "999999999.0.0",
          "'; drop table users; --",
          "<script> ı",
          "\ud83d\ude00",
          "{id}",
          "x".repeat(3_000));

  /** What an address may not have, as it is written there. */
  static final List<String> ESCAPES =
      List.of("%00", "%0a", "%2f", "%5c", "%25", "%2e%2e", "%3b", "%ff", "%c3%28", "%ed%a0%80");

  static final List<String[]> HEADERS =
      List.of(
          new String[] {"Content-Type", "nonsense"},
          new String[] {"Content-Type", "application/json; charset=utf-16"},
          new String[] {"Content-Type", "application/json; charset=nonsense"},
          new String[] {"Content-Type", "application/json; charset="},
          new String[] {"Content-Type", "text/plain"},
          new String[] {"Content-Type", "application/xml"},
          new String[] {"Content-Type", "application/x-www-form-urlencoded"},
          new String[] {"Content-Type", "*/*"},
          new String[] {"Content-Encoding", "gzip"},
          new String[] {"Content-Encoding", "br"},
          new String[] {"Accept", "text/html"},
          new String[] {"Accept", "application/xml"},
          new String[] {"Accept", "nonsense"},
          new String[] {"Accept", "*/*;q=x"},
          new String[] {"Accept-Language", "x".repeat(500)},
          new String[] {"Accept-Language", "%%,,;q=9"},
          new String[] {"Accept-Charset", "nonsense"},
          new String[] {"Accept-Encoding", "nonsense;q=x"},
          new String[] {"If-None-Match", "nonsense"},
          new String[] {"If-None-Match", "\"\u00fc"},
          new String[] {"If-Match", "nonsense"},
          new String[] {"If-Match", "W/\"x\", y"},
          new String[] {"If-Modified-Since", "yesterday"},
          new String[] {"If-Unmodified-Since", "yesterday"},
          new String[] {"Range", "bytes=9-1"},
          new String[] {"Idempotency-Key", ""},
          new String[] {"Idempotency-Key", "x".repeat(1_000)},
          new String[] {"Idempotency-Key", "\u00fc"},
          new String[] {"X-HTTP-Method-Override", "DELETE"},
          new String[] {"X-Forwarded-For", "x"},
          new String[] {"X-Forwarded-Proto", "javascript"},
          new String[] {"Forwarded", "for=;;;"},
          new String[] {"Cookie", "tarife=x; =; tarife-language=%%"},
          new String[] {"Origin", "null"},
          new String[] {"Authorization", "Bearer"},
          new String[] {"Authorization", "Basic ===="},
          new String[] {"Authorization", "Basic " + "eA=="});

  private Hostile() {}

  /** A body with one field changed, dropped or added at a time. */
  static Stream<String> changed(ObjectNode example) {
    List<String> bodies = new ArrayList<>();
    for (String field : List.copyOf(example.propertyNames())) {
      ObjectNode without = example.deepCopy();
      without.remove(field);
      // A rollback without a version would be done, and be in the way of the next.
      if (!field.equals("to")) {
        bodies.add(without.toString());
      }
      for (String wrong : WRONG) {
        if (!field.equals("to") || !wrong.equals("null")) {
          bodies.add(with(without, field, wrong));
        }
      }
      if (example.path(field).path(0) instanceof ObjectNode item) {
        // A record may have many fields, of which most are rated.
        List<String> items = changed(item).toList();
        for (int i = 0; i < items.size(); i += 5) {
          bodies.add(with(without, field, "[" + items.get(i) + "]"));
        }
      }
      if (example.path(field) instanceof ObjectNode inner) {
        changed(inner).forEach(changed -> bodies.add(with(without, field, changed)));
      }
    }
    bodies.add(with(example, "unknown", "1"));
    bodies.add(example + "x");
    return bodies.stream();
  }

  private static String with(ObjectNode object, String field, String json) {
    String text = object.toString();
    String rest = text.substring(1);
    return "{\"" + field + "\":" + json + (rest.equals("}") ? "" : ",") + rest;
  }

  /** Forms in which a part is missing, is of another kind, or holds what it should not. */
  static List<byte[]> forms(List<String> fields) {
    List<byte[]> forms = new ArrayList<>();
    forms.add(bytes(""));
    forms.add(bytes("--" + BOUNDARY + "--\r\n"));
    forms.add(bytes("--" + BOUNDARY + "\r\n"));
    forms.add(bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data\r\n\r\nx\r\n"));
    forms.add(form(List.of(), "unknown", text("x")));
    for (String field : fields) {
      forms.add(form(without(fields, field), "unknown", text("x")));
      for (String value : List.of("", "\u0000", "2024-13", "\ud83d\ude00", "x".repeat(3_000))) {
        forms.add(form(without(fields, field), field, text(value)));
      }
      for (String name : List.of("", "../x", "x.csv.gz", "prices.xlsx")) {
        forms.add(form(without(fields, field), field, file(name, "\u0000\u00ff")));
      }
      forms.add(form(without(fields, field), field, file("x", "")));
    }
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      many.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n\r\n");
    }
    forms.add(bytes(many + "--" + BOUNDARY + "--\r\n"));
    return forms;
  }

  private static List<String> without(List<String> fields, String field) {
    return fields.stream().filter(other -> !other.equals(field)).toList();
  }

  private static String text(String value) {
    return "\r\n\r\n" + value + "\r\n";
  }

  private static String file(String name, String content) {
    return "; filename=\"" + name + "\"\r\nContent-Type: x\r\n\r\n" + content + "\r\n";
  }

  /** A form with a likely value of some fields, and a part of another. */
  private static byte[] form(List<String> fields, String field, String part) {
    StringBuilder form = new StringBuilder();
    for (String other : fields) {
      String value =
          switch (other) {
            case "month" -> text("2024-05");
            case "why" -> text("hostile");
            case "version" -> text("9.9.9");
            case "format" -> text("json");
            case "account" ->
                file(
                    "account.yaml",
                    "{ account: \"1\", currency: USD, instances: [{id: main, region: us-west-2}] }");
            default -> "";
          };
      if (!value.isEmpty()) {
        form.append(head(other)).append(value);
      }
    }
    return bytes(form + head(field) + part + "--" + BOUNDARY + "--\r\n");
  }

  private static String head(String field) {
    return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"";
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static String shown(byte[] body) {
    String text =
        new String(Arrays.copyOf(body, Math.min(body.length, 400)), StandardCharsets.UTF_8);
    return text.length() < body.length ? text + "..." : text;
  }
}
