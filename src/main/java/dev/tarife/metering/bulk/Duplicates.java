package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.Columns;
import dev.tarife.metering.input.FileRows;
import dev.tarife.metering.input.HashSettings;
import dev.tarife.metering.input.RecordParser;
import dev.tarife.metering.input.UsageFaults;
import dev.tarife.metering.input.UsageFile;
import dev.tarife.metering.memory.LatestRecords;
import dev.tarife.metering.terms.RecordContent;
import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import dev.tarife.model.UsageRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes {@code latest} of {@code staged}: of records of one id, the latest stays. Only ids whose
 * hash is there twice are looked at as texts.
 */
final class Duplicates {
  private final HashSettings settings;
  private final Database database;
  private final String owner;
  private final InstancePlaces places;
  private final List<UsageFile> files;
  private final RecordContent content;

  Duplicates(
      HashSettings settings,
      Database database,
      InstancePlaces places,
      List<UsageFile> files,
      RecordContent content) {
    this.settings = settings;
    this.database = database;
    this.owner = places.owner();
    this.places = places;
    this.files = files;
    this.content = content;
  }

  /**
   * Removes them.
   *
   * @throws FaultException if two rows of one id differ, and none is later
   */
  void remove(long rows) throws SQLException, IOException {
    if (new RepeatedHashes(settings, database).find("repeated", "record_id", "staged", rows) == 0) {
      database.run("CREATE OR REPLACE TEMP VIEW latest AS SELECT * FROM staged");
      return;
    }
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP TABLE latest_repeated AS
                SELECT DISTINCT ON ({owner}, record_id, {content}) *
                FROM (
                  SELECT * FROM staged
                  WHERE {hash} IN (SELECT h FROM repeated)
                  QUALIFY rank() OVER (
                    PARTITION BY {owner}, record_id ORDER BY updated_ns DESC NULLS LAST) = 1)""")
            .with("owner", owner)
            .with("content", String.join(", ", content.sql()))
            .with("hash", settings.hash("record_id"))
            .toString());
    Set<String> conflicts = new TreeSet<>();
    database.rows(
        SqlText.of(
                """
                SELECT record_id FROM latest_repeated
                GROUP BY {owner}, record_id HAVING count(*) > 1 ORDER BY record_id LIMIT 100""")
            .with("owner", owner)
            .toString(),
        row -> conflicts.add(row.getString(1)));
    if (!conflicts.isEmpty()) {
      throw conflict(conflicts);
    }
    database.run(
        SqlText.of(
                """
                CREATE OR REPLACE TEMP VIEW latest AS
                SELECT s.* FROM staged s ANTI JOIN repeated r ON r.h = {hash}
                UNION ALL SELECT * FROM latest_repeated""")
            .with("hash", settings.hash("s.record_id"))
            .toString());
  }

  /** One of the records that contradict each other, and where it stands. */
  private record Found(UsageRecord record, Place place, UsageFaults faults) {}

  /** Reads the files again, to name the places and the columns that differ. */
  private FaultException conflict(Set<String> ids) {
    Map<List<String>, List<Found>> latest = new TreeMap<>(Comparator.comparing(List::toString));
    List<UsageFaults> all = new ArrayList<>();
    RecordParser parser = new RecordParser();
    for (UsageFile file : files) {
      UsageFaults faults = new UsageFaults(file.name());
      all.add(faults);
      FileRows.read(
          file,
          faults,
          (line, texts) -> {
            String id = texts.get(Columns.RECORD_ID);
            UsageRecord record = id == null || !ids.contains(id) ? null : parser.parse(texts);
            if (record != null) {
              add(latest, new Found(record, faults.place(line), faults));
            }
          });
    }
    latest.values().forEach(this::compare);
    Findings findings = new Findings();
    all.forEach(faults -> findings.addAll(faults.findings()));
    if (findings.isEmpty()) {
      ids.forEach(
          id ->
              findings.error(
                  Place.ofFile(files.get(0).name()),
                  LatestRecords.conflict(id, "no column that could be compared"),
                  LatestRecords.CONFLICT_MEND));
    }
    return new FaultException(findings);
  }

  /** Keeps those that no other is later than. */
  private void add(Map<List<String>, List<Found>> latest, Found found) {
    UsageRecord record = found.record();
    String account =
        record.account() == null && places.isSingle()
            ? places.accounts().get(0).id()
            : String.valueOf(record.account());
    List<Found> known =
        latest.computeIfAbsent(List.of(account, record.recordId()), key -> new ArrayList<>());
    int order = known.isEmpty() ? 0 : LatestRecords.compareUpdated(record, known.get(0).record());
    if (order > 0) {
      known.clear();
    }
    if (order >= 0) {
      known.add(found);
    }
  }

  private void compare(List<Found> found) {
    Found first = found.get(0);
    for (Found other : found) {
      if (!content.isSame(other.record(), first.record())) {
        other
            .faults()
            .add(
                other.place(),
                LatestRecords.conflict(
                    other.record().recordId(),
                    content.difference(other.record(), first.record(), "at " + first.place())),
                LatestRecords.CONFLICT_MEND);
      }
    }
  }
}
