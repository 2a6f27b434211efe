package dev.tarife.web.pages.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.table.Question;
import dev.tarife.table.read.TablesReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers become usage records, and a link that says the same. */
class AnswersTest {
  private static final List<Question> QUESTIONS = TablesReader.standard().calculator();

  @Test
  void beforeAnybodyAnswersTheUsualIsTaken() {
    assertThat(Answers.of(QUESTIONS, Map.of("region", "us-west-2")).fields())
        .containsEntry("calls-in", "10000")
        .containsEntry("calls-in.each", "5")
        .doesNotContainKey("tasks");
  }

  @Test
  void whoAnswersOneQuestionAnswersAll() {
    Answers answers = Answers.of(QUESTIONS, Map.of("tasks", "7", "calls-in", ""));

    assertThat(answers.fields()).isEqualTo(Map.of("tasks", "7"));
    assertThat(answers.items("TR"))
        .singleElement()
        .hasToString("{\"usage_type\":\"task\",\"count\":\"7\"}");
  }

  @Test
  void callsBecomeOneRecordInSeconds() {
    assertThat(Answers.of(QUESTIONS, Map.of("calls-in", "100", "calls-in.each", "2.5")).items("TR"))
        .singleElement()
        .hasToString(
            "{\"usage_type\":\"voice-inbound\",\"quantity\":\"150\",\"country\":\"TR\","
                + "\"number_type\":\"did\",\"count\":\"100\"}");
  }

  @Test
  void agentsBecomeARecordEach() {
    assertThat(Answers.of(QUESTIONS, Map.of("scheduled-agents", "2")).items("US"))
        .extracting(item -> item.path("resource_id").stringValue())
        .containsExactly("scheduled-agents-1", "scheduled-agents-2");
  }

  @Test
  void aLinkOfNothingStaysNothing() {
    Answers none = Answers.of(QUESTIONS, Map.of("calls-in", "0"));

    assertThat(none.items("US")).isEmpty();
    assertThat(Answers.of(QUESTIONS, none.fields()).items("US")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "calls-in, 1.5, estimate.fault.whole",
    "calls-in, -1, estimate.fault.number",
    "calls-in, 1e5, estimate.fault.number",
    "calls-in, '1,000', estimate.fault.number",
    "calls-in, 1000000000001, estimate.fault.large",
    "scheduled-agents, 100001, estimate.fault.resources"
  })
  void whatIsNoNumberIsRefused(String code, String count, String fault) {
    Answers answers = Answers.of(QUESTIONS, Map.of(code, count));

    assertThat(answers.isFaulty()).isTrue();
    assertThat(answers.all())
        .filteredOn(answer -> answer.countFault() != null)
        .singleElement()
        .satisfies(answer -> assertThat(answer.countFault()).isEqualTo(fault));
    assertThat(answers.items("US")).isEmpty();
  }
}
