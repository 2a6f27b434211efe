package dev.tarife.samples;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A site of the contact centre: an instance and those who work there.
 *
 * @param instance id of the instance
 * @param region its Region
 * @param prefix what its agents' ids begin with
 * @param agents how many agents it has
 * @param opens the hour (UTC) it opens
 * @param closes the hour (UTC) it closes
 * @param calls inbound calls on a working day
 */
record Site(
    String instance, String region, String prefix, int agents, int opens, int closes, int calls) {
  static final Site US = new Site("support-us", "us-west-2", "us", 120, 13, 24, 170);
  static final Site EU = new Site("support-eu", "eu-central-1", "eu", 80, 6, 18, 110);
  static final List<Site> ALL = List.of(US, EU);

  static boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  String agent(int number) {
    return String.format(Locale.ROOT, "%s-agent-%03d", prefix, number + 1);
  }

  /** Those on shift: a third at weekends; on working days all but who is off. */
  List<String> onShift(LocalDate day) {
    List<String> onShift = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      boolean off = (i * 7 + day.getDayOfMonth()) % 13 == 0;
      if (!off && (isWorkingDay(day) || (i + day.getDayOfMonth()) % 3 == 0)) {
        onShift.add(agent(i));
      }
    }
    return onShift;
  }

  /** A whole second of the site's opening hours. */
  Instant moment(LocalDate day, Dice dice) {
    return day.atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plusSeconds(opens * 3_600L + dice.below((closes - opens) * 3_600));
  }

  /** A working day's number, about; a third of it at weekends. */
  int busy(LocalDate day, int onWorkingDay, Dice dice) {
    int usual = isWorkingDay(day) ? onWorkingDay : onWorkingDay / 3;
    return usual - usual / 10 + dice.below(usual / 5 + 1);
  }
}
