package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Quantity;
import dev.tarife.model.UsageRecord;
import dev.tarife.rating.compile.RuleCompiler;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

class SessionsTest {
  private static final KieBase RULES =
      RuleCompiler.compile(
          new TreeMap<>(
              Map.of(
                  "sum.drl",
                  """
                  package sum
                  rule "conclude a text from each number"
                  when
                      $number : Integer()
                  then
                      insertLogical("number " + $number);
                  end
                  rule "count the texts"
                  when
                      accumulate($text : String(); $count : count($text))
                  then
                      insertLogical($count);
                  end
                  query numbers
                      $number : Integer()
                  end
                  """)));

  private final Sessions sessions = new Sessions(RULES);

  @Test
  void aSessionIsUsedAgainAndHasNothingOfBefore() {
    KieSession first = sessions.used(session -> fired(session, 1, 2, 3));
    assertThat(facts(first)).isEmpty();
    assertThat(first.getQueryResults("numbers")).isEmpty();
    sessions.used(
        session -> {
          assertThat(session).isSameAs(first);
          fired(session, 3, 4);
          assertThat(facts(session)).containsExactlyInAnyOrder(3, 4, "number 3", "number 4", 2L);
          assertThat(session.getQueryResults("numbers")).hasSize(2);
          // What was concluded goes with its reason, as in a session that is new.
          session.delete(
              session.getFactHandle(
                  session.getObjects(Integer.valueOf(4)::equals).iterator().next()));
          session.fireAllRules();
          assertThat(facts(session)).containsExactlyInAnyOrder(3, "number 3", 1L);
          return session;
        });
  }

  @Test
  void sessionsThatWorkAtOnceAreTwo() {
    sessions.used(
        outer -> sessions.used(inner -> assertThat(inner).isNotSameAs(outer).isNotNull()));
  }

  @Test
  void aSessionWhoseWorkFailsIsNotUsedAgain() {
    KieSession first = sessions.used(session -> fired(session, 1));
    assertThatThrownBy(
            () ->
                sessions.used(
                    session -> {
                      fired(session, 1, 2);
                      throw new IllegalStateException("cancelled");
                    }))
        .hasMessage("cancelled");
    sessions.used(session -> assertThat(session).isNotSameAs(first));
    assertThatThrownBy(() -> first.insert(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSessionThatHeldVeryManyFactsIsNotUsedAgain() {
    KieSession first =
        sessions.used(session -> fired(session, IntStream.range(0, 10_001).toArray()));
    sessions.used(session -> assertThat(session).isNotSameAs(first));
  }

  @Test
  void rawRecordsLeaveATrace() {
    UsageRecord raw =
        UsageRecord.of("r1", "main", "task", Instant.parse("2024-05-06T09:00:00Z")).build();
    MeteredUsage metered =
        MeteredUsage.of("m1", "task", "main", LocalDate.of(2024, 5, 1), Quantity.ONE);
    assertThat(Sessions.leaveNoTrace(List.of(metered))).isTrue();
    assertThat(Sessions.leaveNoTrace(List.of(metered, raw))).isFalse();
  }

  private static KieSession fired(KieSession session, int... numbers) {
    IntStream.of(numbers).forEach(session::insert);
    session.fireAllRules();
    return session;
  }

  private static List<Object> facts(KieSession session) {
    return List.copyOf(session.getObjects());
  }
}
