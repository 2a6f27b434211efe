package dev.tarife.metering;

import dev.tarife.model.FaultException;
import dev.tarife.model.Findings;
import dev.tarife.model.Place;
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
  boolean remove(long rows) throws SQLException {
    if (!find(rows)) {
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

  /** Makes {@code repeated} of the hashes that are there twice; whether there are any. */
  private boolean find(long rows) throws SQLException {
    long passes = tuning.passes(rows);
    long found = 0;
    for (long pass = 0; pass < passes; pass++) {
      found +=
          database.run(
              (pass == 0 ? "CREATE OR REPLACE TEMP TABLE repeated AS" : "INSERT INTO repeated")
                  // A window costs half of what groups do, and needs half of their memory.
                  + " SELECT h FROM (SELECT h, row_number() OVER (PARTITION BY h) AS n FROM "
                  + some(pass, passes)
                  + ") WHERE n = 2");
    }
    return found > 0;
  }

  private String some(long pass, long passes) {
    return "(SELECT * FROM (SELECT "
        + tuning.hash("record_id")
        + " AS h FROM every)"
        + (passes == 1 ? "" : " WHERE h % " + passes + " = " + pass)
        + ")";
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
