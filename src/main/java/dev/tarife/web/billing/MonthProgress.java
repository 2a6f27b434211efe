package dev.tarife.web.billing;

import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.metering.stored.StoredUsage;
import dev.tarife.model.Money;
import dev.tarife.model.Period;
import dev.tarife.web.rating.LoadedBundle;
import dev.tarife.web.rating.Rater;
import dev.tarife.web.rating.RatingSettings;
import dev.tarife.web.rating.RequestFolder;
import dev.tarife.web.rating.TemporaryFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How a month grew: what it came to by the end of a day, rated with the usage that had begun by
 * then. Allowances, tiers and distinct counts do not add up over days, so each point is a rating of
 * its own.
 */
@Component
public class MonthProgress {
  /** How many records all points of a course may rate together. */
  private static final long WORK = 400_000;

  private static final int FEWEST = 4;

  private final Previews previews;
  private final TemporaryFiles scratch;
  private final Rater rater;
  private final RatingSettings settings;

  MonthProgress(Previews previews, TemporaryFiles scratch, Rater rater, RatingSettings settings) {
    this.previews = previews;
    this.scratch = scratch;
    this.rater = rater;
    this.settings = settings;
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
  public List<Point> of(String account, Period period, LoadedBundle priced) {
    try (RequestFolder folder = scratch.folder()) {
      Input whole = previews.input(folder, account, period, priced);
      List<LocalDate> days;
      List<Input> inputs = new ArrayList<>();
      try (StoredUsage reader = StoredUsage.open(settings.options(scratch.spill()))) {
        days = days(period, whole.usage().stream().mapToLong(reader::count).sum());
        for (LocalDate day : days) {
          inputs.add(upTo(day, whole, folder, reader));
        }
      }
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < days.size(); i++) {
        Input input = inputs.get(i);
        points.add(new Point(days.get(i), folder.naming(() -> exact(input, period, priced))));
      }
      return points;
    }
  }

  /** The usage that had begun by the end of a day. */
  private static Input upTo(LocalDate day, Input whole, RequestFolder folder, StoredUsage reader) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Path> usage = new ArrayList<>();
    for (Path file : whole.usage()) {
      Path cut = folder.file("the usage up to " + day, ".parquet");
      if (reader.cut(file, end, cut) > 0) {
        usage.add(cut);
      }
    }
    return new Input(whole.accounts(), usage, List.of(), List.of());
  }

  private Money exact(Input input, Period period, LoadedBundle priced) {
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
}
