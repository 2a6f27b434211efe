package dev.tarife.metering.bulk;

import dev.tarife.duckdb.Database;
import dev.tarife.duckdb.SqlText;
import dev.tarife.metering.input.Nanos;
import dev.tarife.metering.terms.UsageKinds;
import dev.tarife.model.Instance;
import dev.tarife.table.Catalogue;
import dev.tarife.table.InstanceColumns;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest rows beside what conditions see of their instances, as {@link InstanceColumns} has it:
 * {@code instance_region}, {@code instance_plan} and {@code local_ns}, the start as the instance's
 * clock shows it. Where no condition looks at these, the rows alone.
 *
 * <p>Offsets come from Java, not from the database, so that both meters know the same time zones.
 */
final class InstanceRows {
  private static final String LATEST = "latest";

  private final Database database;
  private final InstancePlaces places;
  private final Catalogue catalogue;
  private final boolean asked;

  InstanceRows(Database database, InstancePlaces places, Catalogue catalogue, UsageKinds kinds) {
    this.database = database;
    this.places = places;
    this.catalogue = catalogue;
    asked = kinds.lookAtInstances();
  }

  /** The rows, as what stands after FROM. */
  String rows() throws SQLException {
    if (!asked) {
      return LATEST;
    }
    List<ZoneId> zones = places.instances().stream().map(catalogue::timeZone).distinct().toList();
    database.run(
        """
        CREATE OR REPLACE TEMP TABLE instance_clock (instance_no INTEGER, region VARCHAR, zone INTEGER);
        CREATE OR REPLACE TEMP TABLE instance_plan
          (instance_no INTEGER, plan VARCHAR, from_ns BIGINT, to_ns BIGINT)""");
    database.append(
        "instance_clock",
        IntStream.range(0, places.instances().size())
            .mapToObj(
                i -> {
                  Instance instance = places.instances().get(i);
                  int zone = zones.indexOf(catalogue.timeZone(instance));
                  return Arrays.<@Nullable Object>asList(i, instance.region(), zone);
                }));
    database.append(
        "instance_plan",
        IntStream.range(0, places.instances().size())
            .boxed()
            .flatMap(i -> plans(i, places.instances().get(i)).stream()));
    return SqlText.of(
            """
            (SELECT {latest}.*, c.region AS instance_region, p.plan AS instance_plan,
              start_ns + {offset} AS local_ns
            FROM {latest}
            LEFT JOIN instance i ON {instance}
            LEFT JOIN instance_clock c ON c.instance_no = i.instance_no
            LEFT JOIN instance_plan p ON p.instance_no = i.instance_no
              AND start_ns >= p.from_ns AND start_ns < p.to_ns)""")
        .with("latest", LATEST)
        .with("offset", offset(zones))
        .with("instance", places.isInstanceOf(LATEST))
        .toString();
  }

  /** The plans of an instance, each from when to when. */
  private static List<List<@Nullable Object>> plans(int number, Instance instance) {
    List<List<@Nullable Object>> plans = new ArrayList<>();
    String plan = instance.plan();
    long from = Long.MIN_VALUE;
    for (Instance.PlanChange change : instance.planChanges()) {
      long to = Nanos.of(change.from().atStartOfDay(ZoneOffset.UTC).toInstant());
      plans.add(Arrays.asList(number, plan, from, to));
      plan = change.plan();
      from = to;
    }
    plans.add(Arrays.asList(number, plan, from, Long.MAX_VALUE));
    return plans;
  }

  /** How far the clock of a row's instance is ahead of UTC at its start, in nanoseconds. */
  private String offset(List<ZoneId> zones) throws SQLException {
    long first = database.number("SELECT coalesce(min(start_ns), 0) FROM latest");
    long last = database.number("SELECT coalesce(max(start_ns), 0) FROM latest");
    StringBuilder offset = new StringBuilder("CASE c.zone");
    for (int i = 0; i < zones.size(); i++) {
      offset.append(" WHEN ").append(i).append(" THEN ").append(offset(zones.get(i), first, last));
    }
    return offset + " END";
  }

  /** The offset of a zone, the newest first, which most rows have. */
  private static String offset(ZoneId zone, long first, long last) {
    ZoneRules rules = zone.getRules();
    StringBuilder offset = new StringBuilder("CASE");
    Instant at = Nanos.instant(last).plusSeconds(1);
    ZoneOffsetTransition change = rules.previousTransition(at);
    while (change != null && Nanos.of(change.getInstant()) > first) {
      offset.append(" WHEN start_ns >= ").append(Nanos.of(change.getInstant()));
      offset.append(" THEN ").append(nanos(change.getOffsetAfter()));
      at = change.getInstant();
      change = rules.previousTransition(at);
    }
    String before = nanos(rules.getOffset(Nanos.instant(first)));
    return offset.length() == "CASE".length() ? before : offset + " ELSE " + before + " END";
  }

  private static String nanos(ZoneOffset offset) {
    return "CAST(" + offset.getTotalSeconds() * Nanos.SECOND + " AS BIGINT)";
  }
}
