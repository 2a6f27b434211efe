package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.web.rating.Folder;
import dev.tarife.web.rating.Priced;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.Scratch;
import dev.tarife.web.store.Durable;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a month grew: what it came to by the end of a day, rated with the usage that had begun by
 * then. Allowances, tiers and distinct counts do not add up over days, so each point is a rating of
 * its own.
 */
@Component
public class Courses {
  /** How many records all points of a course may rate together. */
  private static final long WORK = 400_000;

  private static final int FEWEST = 4;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Previews previews;
  private final Durable durable;
  private final Scratch scratch;
  private final Rater rater;

  Courses(Previews previews, Durable durable, Scratch scratch, Rater rater) {
    this.previews = previews;
    this.durable = durable;
    this.scratch = scratch;
    this.rater = rater;
  }

  /**
   * A point of a course.
   *
   * @param day the day at whose end it is
   * @param exact what the month came to by then
   */
  public record Point(LocalDate day, Money exact) {}

  /**
   * Rates a month of what was taken in, day by day; with much usage, every few days.
   *
   * @throws dev.tarife.web.problem.ProblemException if there is no such account
   */
  public List<Point> of(String account, Period period, Priced priced) {
    try (Folder folder = scratch.folder()) {
      Input whole = durable.read(() -> previews.input(folder, account, period, priced));
      long records = records(whole);
      List<Point> points = new ArrayList<>();
      for (LocalDate day : days(period, records)) {
        points.add(new Point(day, folder.naming(() -> exact(whole, folder, day, period, priced))));
      }
      return points;
    }
  }

  private Money exact(Input whole, Folder folder, LocalDate day, Period period, Priced priced) {
    Path cut = folder.file("the usage up to " + day, ".jsonl");
    List<Path> usage = upTo(whole, day, cut) == 0 ? List.of() : List.of(cut);
    Input input = new Input(whole.accounts(), usage, List.of(), List.of());
    return rater.rate(priced, input, period, Progress.NONE).invoices().get(0).totalExact();
  }

  /** The days at whose end there is a point; the last of the month is one always. */
  static List<LocalDate> days(Period period, long records) {
    int most = (int) Math.max(FEWEST, Math.min(period.days(), WORK / Math.max(1, records)));
    int step = (period.days() + most - 1) / most;
    List<LocalDate> days = new ArrayList<>();
    for (int day = period.days(); day > 0; day -= step) {
      days.add(0, period.month().atDay(day));
    }
    return days;
  }

  private static long records(Input input) {
    try {
      long records = 0;
      for (Path file : input.usage()) {
        try (var lines = Files.lines(file)) {
          records += lines.count();
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long upTo(Input whole, LocalDate day, Path cut) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    long kept = 0;
    try (BufferedWriter out = Files.newBufferedWriter(cut)) {
      for (Path file : whole.usage()) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String start = JSON.readTree(line).path("start_time").stringValue("");
            if (Instant.parse(start).isBefore(end)) {
              out.write(line);
              out.write('\n');
              kept++;
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept;
  }
}
