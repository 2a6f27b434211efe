package dev.tarife.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of contact records are cut into documents, however they are written. */
final class ContactDocumentsTest {
  private static final String ARN = "arn:aws:connect:us-west-2:1:instance/";

  @TempDir private Path folder = Path.of("");

  private List<String> cut(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("records"), text);
    List<String> documents = new ArrayList<>();
    boolean whole =
        ContactDocuments.cut(
            file,
            (line, instance, document) ->
                documents.add(
                    line + " " + instance + " " + new String(document, StandardCharsets.UTF_8)));
    documents.add(whole ? "whole" : "broken");
    return documents;
  }

  private static String document(String id, String instance) {
    return "{\"ContactId\":\"" + id + "\",\"InstanceARN\":\"" + ARN + instance + "\"}";
  }

  @Test
  void linesArraysAndGluedDocumentsAreCut() throws IOException {
    String one = document("1", "a");
    String two = document("ü}", "b");
    assertThat(cut(one + "\n\n" + two + "\n")).containsExactly("1 a " + one, "3 b " + two, "whole");
    assertThat(cut(one + two)).containsExactly("1 a " + one, "1 b " + two, "whole");
    assertThat(cut("[" + one + ",\n" + two + "]"))
        .containsExactly("1 a " + one, "2 b " + two, "whole");
    assertThat(cut("\uFEFF" + one)).containsExactly("1 a " + one, "whole");
    assertThat(cut("")).containsExactly("whole");
  }

  @Test
  void documentsOfSeveralLinesBecomeOne() throws IOException {
    assertThat(cut("{\n \"ContactId\": \"1\",\r\n \"Agent\": {\"x\": [1, 2]}\n}"))
        .containsExactly("1 null {  \"ContactId\": \"1\",   \"Agent\": {\"x\": [1, 2]} }", "whole");
  }

  @Test
  void whatIsNotAnObjectIsHandedOnAsThat() throws IOException {
    assertThat(cut("[1, \"x\"] " + document("1", "a")))
        .containsExactly("1 null 0", "1 null 0", "1 a " + document("1", "a"), "whole");
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    String one = document("1", "a");
    assertThat(cut(one + "\n{\"ContactId\": }")).containsExactly("1 a " + one, "broken");
    assertThat(cut(one + "\n{\"ContactId\": 1")).containsExactly("1 a " + one, "broken");
    Path file = folder.resolve("records");
    Files.write(file, one.getBytes(StandardCharsets.UTF_16));
    assertThat(ContactDocuments.cut(file, (line, instance, document) -> {})).isFalse();
  }

  @Test
  void largeFilesAreCutToo() throws IOException {
    Path file = folder.resolve("large.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 60_000; i++) {
        out.write((document("c-" + i, "i-" + i % 7) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    long[] next = {0};
    assertThat(
            ContactDocuments.cut(
                file,
                (line, instance, document) -> {
                  long i = next[0]++;
                  assertThat(line).isEqualTo(i + 1);
                  assertThat(new String(document, StandardCharsets.UTF_8))
                      .isEqualTo(document("c-" + i, "i-" + i % 7));
                }))
        .isTrue();
    assertThat(next[0]).isEqualTo(60_000);
  }

  @Test
  void failureOfTheTakerIsNoFaultOfTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("records"), document("1", "a"));
    assertThatThrownBy(
            () ->
                ContactDocuments.cut(
                    file,
                    (line, instance, document) -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }
}
