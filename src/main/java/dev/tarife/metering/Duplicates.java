package dev.tarife.metering;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes {@code kept} of {@code every}: of records of one id, the latest stays. Only ids whose hash
 * is there twice are looked at as texts.
 */
final class Duplicates {
  private final Tuning tuning;
  private final Database database;
  private final String owner;
  private final List<UsageFile> files;

  Duplicates(Tuning tuning, Database database, Places places, List<UsageFile> files) {
    this.tuning = tuning;
    this.database = database;
    this.owner = places.owner();
    this.files = files;
  }

  /**
   * Removes; false: nothing can be said, for rows are bad.
   *
   * @throws FaultException if two rows of one id differ, and none is later
   */
  boolean remove(long rows) throws SQLException, IOException {
    if (new Repeats(tuning, database).find("repeated", "record_id", "every", rows) == 0) {
      database.run("CREATE OR REPLACE TEMP VIEW kept AS SELECT * FROM every");
      return true;
    }
    database.run(
        "CREATE OR REPLACE TEMP TABLE latest AS SELECT DISTINCT * FROM every"
            + " WHERE "
            + tuning.hash("record_id")
            + " IN (SELECT h FROM repeated)"
            + " QUALIFY rank() OVER (PARTITION BY "
            + owner
            + ", record_id ORDER BY updated_ns DESC NULLS LAST) = 1");
    Set<String> conflicts = new TreeSet<>();
    database.rows(
        "SELECT record_id FROM latest GROUP BY "
            + owner
            + ", record_id HAVING count(*) > 1 ORDER BY record_id LIMIT 100",
        row -> conflicts.add(row.getString(1)));
    if (!conflicts.isEmpty()) {
      if (database.number("SELECT count(*) FROM every WHERE bad") > 0) {
        return false;
      }
      throw conflict(conflicts);
    }
    database.run(
        "CREATE OR REPLACE TEMP VIEW kept AS SELECT e.* FROM every e"
            + " ANTI JOIN repeated r ON r.h = "
            + tuning.hash("e.record_id")
            + " UNION ALL SELECT * FROM latest");
    return true;
  }

  private FaultException conflict(Set<String> ids) {
    Findings findings = new Findings();
    for (UsageFile file : files) {
      Faults faults = new Faults(file.name());
      FileRows.read(
          file,
          faults,
          (line, texts) -> {
            String id = texts.get(Columns.RECORD_ID);
            if (id != null && ids.contains(id)) {
              faults.add(line, LatestRecords.conflict(id), LatestRecords.CONFLICT_MEND);
            }
          });
      findings.addAll(faults.findings());
    }
    if (findings.isEmpty()) {
      ids.forEach(
          id ->
              findings.error(
                  Place.ofFile(files.get(0).name()),
                  LatestRecords.conflict(id),
                  LatestRecords.CONFLICT_MEND));
    }
    return new FaultException(findings);
  }
}
