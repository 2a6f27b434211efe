package dev.tarife.attacks;

import static dev.tarife.attacks.Attack.harmless;
import static dev.tarife.attacks.Attack.refused;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** Usage that is broken, odd or meant to be. The sound file beside it holds one call. */
final class UsageAttacks {
  private static final String AREA = "Usage";
  private static final String MORE = "usage-more.csv";
  private static final String MINIMAL = "record_id,instance,usage_type,start_time,quantity\n";

  static final List<Attack> ALL =
      List.of(
          harmless(
              AREA, "the same record twice", scene -> scene.more(MORE, Scene.HEADER + Scene.CALL)),
          harmless(
              AREA,
              "a record that is delivered again later, longer, and out of order",
              scene ->
                  scene.usage(
                      "call-1,main,voice-inbound,2024-05-06T09:00:00Z,,480,US,did,2024-05-07T10:00:00Z\n",
                      Scene.CALL)),
          refused(
              AREA,
              "two records of one id, and nothing says which is later",
              scene ->
                  scene.more(
                      MORE,
                      MINIMAL
                          + line("x,main,task,2024-05-02T09:00:00Z,1")
                          + line("x,main,task,2024-05-02T09:00:00Z,2"))),
          harmless(AREA, "a record of another month", more("x,main,task,2024-06-01T00:00:00Z,1")),
          harmless(
              AREA,
              "the last moment of the month, and the first after it",
              more("x,main,task,2024-05-31T23:59:59.999Z,1", "y,main,task,2024-06-01T00:00:00Z,1")),
          harmless(
              AREA,
              "an offset that moves a record into the month",
              more("x,main,task,2024-06-01T01:00:00+02:00,1")),
          harmless(
              AREA,
              "the hour that summer time leaves out",
              more("x,main,task,2024-05-31T02:30:00+03:00,1")),
          bad("a zone by name", "x,main,task,2024-05-02T09:00:00[Europe/Istanbul],1"),
          bad("a date of a spreadsheet", "x,main,task,02.05.2024 09:00,1"),
          bad("the year 0024", "x,main,task,0024-05-02T09:00:00Z,1"),
          bad("the year 12024", "x,main,task,12024-05-02T09:00:00Z,1"),
          bad("the 31st of June", "x,main,task,2024-06-31T09:00:00Z,1"),
          refused(
              AREA,
              "an end before the start",
              scene ->
                  scene.usage(
                      "x,main,voice-inbound,2024-05-06T09:00:00Z,2024-05-06T08:00:00Z,,US,did,\n")),
          bad("negative seconds", "x,main,voice-inbound,2024-05-06T09:00:00Z,-420"),
          harmless(
              AREA,
              "a fraction of a second",
              scene -> scene.usage("x,main,voice-inbound,2024-05-06T09:00:00Z,,420.5,US,did,\n")),
          bad("a comma in a decimal", "x,main,task,2024-05-06T09:00:00Z,\"1,5\""),
          bad("NaN as a quantity", "x,main,task,2024-05-06T09:00:00Z,NaN"),
          bad("infinity as a quantity", "x,main,task,2024-05-06T09:00:00Z,Infinity"),
          bad("1E400", "x,main,task,2024-05-06T09:00:00Z,1E400"),
          bad("a quantity of 400 digits", "x,main,task,2024-05-06T09:00:00Z," + "9".repeat(400)),
          bad("ten decimals", "x,main,task,2024-05-06T09:00:00Z,0.0000000001"),
          bad("a record without an id", ",main,task,2024-05-06T09:00:00Z,1"),
          bad("a line that is cut off", "x,main,task"),
          harmless(AREA, "an unknown usage type", more("x,main,tsak,2024-05-06T09:00:00Z,1")),
          harmless(
              AREA,
              "a usage type in capitals, and with the dotless i that a Turkish locale makes of it",
              more(
                  "x,main,VIDEO,2024-05-06T09:00:00Z,60",
                  "y,main,v\u0131deo,2024-05-06T09:00:00Z,60")),
          harmless(AREA, "an unknown instance", more("x,mian,task,2024-05-06T09:00:00Z,1")),
          harmless(
              AREA,
              "an unknown country and an unknown number type",
              scene ->
                  scene.usage(
                      "x,main,voice-inbound,2024-05-06T09:00:00Z,,60,UK,did,\n",
                      "y,main,voice-inbound,2024-05-06T09:00:00Z,,60,US,DID,\n")),
          harmless(
              AREA,
              "a country without a price",
              scene -> scene.usage("x,main,voice-inbound,2024-05-06T09:00:00Z,,60,KP,did,\n")),
          harmless(
              AREA,
              "an unknown Region of an instance",
              scene ->
                  scene.file(
                      "usage/account.yaml",
                      "account: a\ncurrency: USD\ninstances: [{ id: main, region: us-west-9 }]\n")),
          harmless(
              AREA,
              "a record of another account",
              scene ->
                  scene.more(
                      MORE,
                      line("account,record_id,instance,usage_type,start_time")
                          + line("999,x,main,task,2024-05-06T09:00:00Z"))),
          harmless(
              AREA,
              "line ends of Windows, and a byte order mark",
              scene ->
                  scene.more(
                      MORE,
                      "\uFEFF"
                          + MINIMAL.replace("\n", "\r\n")
                          + "x,main,task,2024-05-06T09:00:00Z,1\r\n")),
          harmless(
              AREA,
              "mixed line ends in one file",
              scene ->
                  scene.more(
                      MORE,
                      MINIMAL
                          + "x,main,task,2024-05-06T09:00:00Z,1\r\n"
                          + "y,main,task,2024-05-06T09:00:00Z,1\n")),
          refused(
              AREA,
              "UTF-16",
              scene ->
                  scene.file(
                      "usage/" + MORE,
                      ("\uFEFF" + MINIMAL + "x,main,task,2024-05-06T09:00:00Z,1\n")
                          .getBytes(StandardCharsets.UTF_16LE))),
          refused(
              AREA,
              "bytes that are not UTF-8",
              scene ->
                  scene.file(
                      "usage/" + MORE,
                      (MINIMAL + "x,m\u00FCnchen,task,2024-05-06T09:00:00Z,1\n")
                          .getBytes(StandardCharsets.ISO_8859_1))),
          refused(
              AREA,
              "a packed file that is cut off",
              scene ->
                  scene.packed(
                      "usage/usage-more.csv.gz",
                      MINIMAL + line("x,main,task,2024-05-06T09:00:00Z,1"),
                      9)),
          refused(
              AREA, "a text that is named .gz", scene -> scene.more("usage-more.csv.gz", MINIMAL)),
          refused(
              AREA,
              "a file that is named .parquet",
              scene -> scene.more("usage-more.parquet", MINIMAL)),
          refused(AREA, "an empty file", scene -> scene.more(MORE, "")),
          refused(
              AREA,
              "a column that is missing",
              scene ->
                  scene.more(MORE, "record_id,instance,start_time\nx,main,2024-05-06T09:00:00Z\n")),
          refused(
              AREA,
              "a column that stands twice",
              scene ->
                  scene.more(
                      MORE,
                      "record_id,record_id,instance,usage_type,start_time\nx,y,main,task,2024-05-06T09:00:00Z\n")),
          refused(
              AREA,
              "a column whose name is spelt otherwise",
              scene ->
                  scene.more(
                      MORE,
                      "Record_ID,instance,usage_type,start_time\nx,main,task,2024-05-06T09:00:00Z\n")),
          harmless(
              AREA,
              "a line break within quotes",
              more("\"x\ny\",main,task,2024-05-06T09:00:00Z,1")),
          refused(
              AREA,
              "a quote that is never closed",
              scene -> scene.more(MORE, MINIMAL + "\"x,main,task,2024-05-06T09:00:00Z,1\n")),
          harmless(
              AREA,
              "a byte of zero",
              scene -> scene.more(MORE, MINIMAL + "x\u0000,main,task,2024-05-06T09:00:00Z,1\n")),
          refused(
              AREA,
              "JSON that is broken",
              scene -> scene.more("usage-more.jsonl", "{\"record_id\": \"x\", \n")),
          harmless(
              AREA,
              "JSON nested a hundred thousand times",
              scene ->
                  scene.more(
                      "usage-more.jsonl",
                      "{\"record_id\":\"x\",\"instance\":\"main\",\"usage_type\":\"task\","
                          + "\"start_time\":\"2024-05-06T09:00:00Z\",\"deep\":"
                          + "[".repeat(100_000)
                          + "]".repeat(100_000)
                          + "}\n")),
          refused(
              AREA,
              "a JSON text of a gigabyte",
              scene -> gigabyte(scene, "usage-more.jsonl", "{\"record_id\": \"", "\"}\n")),
          refused(
              AREA,
              "a CSV value of a gigabyte",
              scene ->
                  gigabyte(scene, MORE, MINIMAL + "\"", "\",main,task,2024-05-06T09:00:00Z,1\n")),
          harmless(
              AREA,
              "SQL in the name of a file, in a column and in a value",
              scene ->
                  scene.more(
                      "usage-'; drop table usage; --.csv",
                      line("record_id,instance,usage_type,start_time,\"x'); drop table usage; --\"")
                          + line("\"'; drop table usage; --\",main,task,2024-05-06T09:00:00Z,1"))),
          harmless(
                  AREA,
                  "a formula as the name of an instance, in an invoice for a spreadsheet",
                  scene -> {
                    scene.file(
                        "usage/account.yaml",
                        line("account: \"1\"")
                            + line("currency: USD")
                            + line(
                                "instances: [{ id: \"=cmd|'/C calc'!A0\", region: us-west-2 }]"));
                    scene.file(
                        "usage/usage.csv",
                        MINIMAL + "x,=cmd|'/C calc'!A0,task,2024-05-06T09:00:00Z,1\n");
                  })
              .by("rate", "usage", "--month", "2024-05", "--tables", "tables", "--format", "csv"),
          refused(
              AREA,
              "a month in which nothing lies",
              scene ->
                  scene.usage(
                      "call-1,main,voice-inbound,2024-04-06T09:00:00Z,,420,US,did,\n",
                      "call-2,main,voice-inbound,2024-06-06T09:00:00Z,,420,US,did,\n")),
          refused(AREA, "a header and no record", scene -> scene.usage()),
          harmless(
              AREA,
              "a column whose name is nearly one that is read",
              scene ->
                  scene.more(
                      MORE,
                      "record_id,instance,usage_type,start_time,counts\n"
                          + line("x,main,task,2024-05-06T09:00:00Z,1000"))),
          harmless(
              AREA,
              "a thousand cases as a Turkish sheet writes them",
              more("x,main,case,2024-05-06T09:00:00Z,1.200")),
          refused(
              AREA,
              "an activation of a trial that does not exist",
              scene ->
                  scene.file(
                      "usage/account.yaml",
                      line("account: \"1\"")
                          + line("currency: USD")
                          + line("instances: [{ id: main, region: us-west-2 }]")
                          + line("activations: { custmer-profiles: 2024-05-01 }"))),
          refused(
              AREA,
              "an account file with a tag that makes an object",
              scene ->
                  scene.file(
                      "usage/account.yaml",
                      "account: !!javax.script.ScriptEngineManager [x]\ncurrency: USD\n")),
          refused(
              AREA,
              "an account file whose aliases swell",
              scene ->
                  scene.file(
                      "usage/account.yaml", "a: &a [x,x]\nb: &b [*a,*a]\naccount: \"1\"\n")));

  private UsageAttacks() {}

  private static String line(String line) {
    return line + "\n";
  }

  private static Attack.Prepare more(String... lines) {
    return scene ->
        scene.more(
            MORE, MINIMAL + String.join("", Arrays.stream(lines).map(UsageAttacks::line).toList()));
  }

  private static Attack bad(String tried, String line) {
    return refused(AREA, tried, more(line));
  }

  /** Written piece by piece: no test needs the memory. */
  private static void gigabyte(Scene scene, String name, String before, String after)
      throws Exception {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    try (OutputStream out = Files.newOutputStream(scene.path("usage").resolve(name))) {
      out.write(before.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1024; i++) {
        out.write(piece);
      }
      out.write(after.getBytes(StandardCharsets.UTF_8));
    }
  }
}
