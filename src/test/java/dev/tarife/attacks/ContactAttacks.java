package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.harmless;
import static dev.tarife.attacks.Attack.refused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Contact records that are broken, or hold what their fields do not. The call beside them costs
 * 0.1414, and a task 0.04: a sound one stands before each that is rejected.
 */
final class ContactAttacks {
  private static final String AREA = "Contact records";
  private static final String ARN = "arn:aws:connect:us-west-2:123456789012:instance/main";
  private static final String ONE = task("c1");
  private static final String TWO = task("c2");

  static final List<Attack> ALL =
      List.of(
          sound(
              "one document a line, a blank line first, and line ends of Windows",
              "\r\n" + ONE + "\r\n" + TWO + "\r\n"),
          sound("documents with nothing between", ONE + TWO),
          sound("a carriage return alone between documents", ONE + "\r" + TWO + "\r"),
          sound("pretty-printed, then on one line", pretty(ONE) + "\n" + TWO),
          sound("an array", "[" + ONE + ",\n" + TWO + "]"),
          sound("an array, then documents", "[" + ONE + "]\n" + TWO + "\n"),
          sound("a byte order mark", "\uFEFF" + ONE + "\n" + TWO),
          sound(
              "half of a character in a field that nothing reads",
              with("\"Attributes\":{\"x\":\"\\ud83d\"}")),
          sound(
              "a field that is null, and an empty text where a time is",
              with("\"Agent\":null,\"ConnectedToSystemTimestamp\":\"\",\"Tags\":null")),
          harmless(AREA, "gzip without .gz", file("more", zip(ONE))),
          harmless(
              AREA,
              "several gzip members in a file",
              file("more.json.gz", join(zip(ONE), zip(TWO)))),
          harmless(
              AREA,
              "a gzip file that is padded with zeros",
              file("more.json.gz", join(zip(ONE), new byte[512]))),
          harmless(AREA, "an empty file", file("more.json", new byte[0])),
          broken("a document that is cut off", ONE + "\n" + TWO.substring(0, 90)),
          broken("an array that is cut off", "[" + ONE + ",\n" + TWO),
          broken("a comma too many", ONE + "\n" + TWO.replace("}", ",}")),
          broken("NaN", with("\"x\":NaN")),
          broken("no JSON at all", "nonsense"),
          refused(
              AREA, "UTF-16", file("more.json", (ONE + "\n").getBytes(StandardCharsets.UTF_16))),
          refused(
              AREA,
              "UTF-16 without a mark",
              file("more.json", ONE.getBytes(StandardCharsets.UTF_16LE))),
          refused(
              AREA,
              "a letter of Latin-1",
              file(
                  "more.json",
                  with("\"x\":\"M\u00FCller\"").getBytes(StandardCharsets.ISO_8859_1))),
          broken("bytes of 0", ONE + "\n\0\0\0\0"),
          broken("200 levels", with("\"x\":" + "[".repeat(200) + "]".repeat(200))),
          refused(AREA, "random bytes", file("more.json", noise())),
          refused(
              AREA,
              "a gzip file that is cut off",
              file("more.json.gz", Arrays.copyOf(zip(ONE + TWO), 100))),
          refused(
              AREA, "a gzip file with one byte changed", file("more.json.gz", flipped(zip(ONE)))),
          refused(
              AREA,
              "something behind the end of a gzip file",
              file("more.json.gz", join(zip(ONE), "garbage".getBytes(StandardCharsets.UTF_8)))),
          refused(
              AREA,
              "a second gzip member whose head is damaged",
              file("more.json.gz", join(zip(ONE), behead(zip(TWO))))),
          refused(
              AREA,
              "two broken files, and a fault in numbers.csv",
              scene ->
                  scene
                      .file("usage/contact-records/a.json", "{\"a\":")
                      .file("usage/contact-records/b.json", ONE + "\n]")
                      .file(
                          "usage/numbers.csv",
                          "number,instance,country,number_type,claimed_at,released_at\n0800,main,,,,\n")),
          rejected("lines that are not documents", ONE + "\n12\nnull\n\"text\"\n[1]\n"),
          rejected("a document without a ContactId", ONE.replace("ContactId", "Contact")),
          rejected("a ContactId that is a number", ONE.replace("\"c1\"", "12")),
          rejected("a ContactId that is an object", ONE.replace("\"c1\"", "{\"id\":\"c1\"}")),
          rejected("a field that is there twice", with("\"ContactId\":\"c3\"")),
          rejected(
              "a field that is null and then is not",
              ONE.replace("{\"Con", "{\"DisconnectTimestamp\":null,\"Con")),
          rejected(
              "evaluations that are there twice",
              with(
                  "\"ContactEvaluations\":"
                      + evaluation("\"COMPLETE\"", "")
                      + ",\"ContactEvaluations\":"
                      + evaluation("\"COMPLETE\"", ""))),
          rejected("a text where an object is", with("\"Agent\":\"a1\"")),
          rejected("a number where an object is", with("\"Agent\":1")),
          rejected("true where an object is", with("\"CustomerEndpoint\":true")),
          rejected("an object where a text is", ONE.replace("\"TASK\"", "{\"a\":1}")),
          rejected("a list where a text is", ONE.replace("\"TASK\"", "[\"TASK\"]")),
          rejected("a list of lists", with("\"Recordings\":[[{\"MediaStreamType\":\"SCREEN\"}]]")),
          rejected("a text where a list is", with("\"Recordings\":\"none\"")),
          rejected("a time that is a number", time("1714644000")),
          rejected("a time that is a word", time("\"yesterday\"")),
          rejected("a time that is a list", time("[\"2024-05-02T10:05:00Z\"]")),
          rejected(
              "a time with 9 decimals of a second", time("\"2024-05-02T10:05:00.123456789Z\"")),
          rejected("a count that is a text", chat("\"7\"")),
          rejected("a count with decimals", chat("7.5")),
          rejected("a count below 0", chat("-7")),
          rejected("a count that is an object", chat("{}")),
          rejected("a truth value that is a number", lens("1")),
          rejected("a truth value that is a word", lens("\"yes\"")),
          rejected("an evaluation that is a text", with("\"ContactEvaluations\":[\"COMPLETE\"]")),
          rejected(
              "an evaluation whose status is an object",
              with("\"ContactEvaluations\":" + evaluation("{\"a\":1}", ""))),
          rejected(
              "an evaluation whose status is there twice",
              with(
                  "\"ContactEvaluations\":" + evaluation("\"COMPLETE\"", ",\"Status\":\"DRAFT\""))),
          rejected(
              "half of a character in a field that is read",
              with("\"Agent\":{\"ARN\":\"a/\\ud83d\"}")),
          rejected(
              "a text of 2,000 letters in a field that is read",
              with("\"Agent\":{\"ARN\":\"" + "a".repeat(2000) + "\"}")));

  private ContactAttacks() {}

  private static String task(String id) {
    return "{\"ContactId\":\""
        + id
        + "\",\"InstanceARN\":\""
        + ARN
        + "\",\"Channel\":\"TASK\",\"InitiationMethod\":\"API\","
        + "\"InitiationTimestamp\":\"2024-05-02T10:00:00Z\","
        + "\"DisconnectTimestamp\":\"2024-05-02T10:05:00Z\"}";
  }

  /** A task with more fields. */
  private static String with(String fields) {
    return ONE.replace("}", "," + fields + "}");
  }

  private static String time(String value) {
    return ONE.replace("\"2024-05-02T10:05:00Z\"", value);
  }

  private static String chat(String messages) {
    return with("\"ChatMetrics\":{\"ChatContactMetrics\":{\"TotalMessages\":" + messages + "}}")
        .replace("TASK", "CHAT");
  }

  private static String lens(String enabled) {
    return with("\"ContactLens\":{\"ConversationalAnalytics\":{\"Configuration\":{\"Enabled\":"
            + enabled
            + "}}}")
        .replace("TASK", "CHAT");
  }

  private static String evaluation(String status, String more) {
    return "{\"e1\":{\"Status\":"
        + status
        + more
        + ",\"EndTimestamp\":\"2024-05-02T10:05:00Z\"}},\"Agent\":{\"ARN\":\"x/agent/a1\"}";
  }

  private static String pretty(String document) {
    return document.replace(",", ",\n  ").replace("{", "{\n  ").replace("}", "\n}");
  }

  private static byte[] zip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] joined = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    return joined;
  }

  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 6] ^= 1;
    return bytes;
  }

  private static byte[] behead(byte[] bytes) {
    bytes[1] = 0;
    return bytes;
  }

  private static byte[] noise() {
    byte[] noise = new byte[5000];
    new java.util.Random(7).nextBytes(noise);
    return noise;
  }

  private static Attack.Prepare file(String name, byte[] bytes) {
    return scene -> scene.file("usage/contact-records/" + name, bytes);
  }

  private static Attack.Prepare file(String text) {
    return file("more.json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Attack sound(String tried, String text) {
    return harmless(AREA, tried, file(text));
  }

  /** A file of which nothing is charged, nor of any other. */
  private static Attack broken(String tried, String text) {
    return refused(AREA, tried, file(text));
  }

  /** A document that is rejected by itself, beside a sound one. */
  private static Attack rejected(String tried, String text) {
    return harmless(AREA, tried, file(TWO + "\n" + text));
  }
}
