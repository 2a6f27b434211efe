package dev.tarife.web.pages.estimate;

import dev.tarife.table.Question;
import dev.tarife.table.Question.Counts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody answered to the calculator's questions, as the fields of the form or of a link say
 * it: a question's code has how many, {@code CODE.each} how large each is.
 */
final class Answers {
  /** Each resource is a record of its own. */
  private static final int MOST_RESOURCES = 100_000;

  private static final BigDecimal MOST = new BigDecimal("1000000000000");
  private static final int MOST_DECIMALS = 6;

  private final List<Answer> all;

  private Answers(List<Answer> all) {
    this.all = List.copyOf(all);
  }

  /**
   * An answer.
   *
   * @param question what was asked
   * @param count how many, as it was written; empty: none
   * @param each how large each is, as it was written; empty where it is not asked
   * @param countFault the message's key of what is wrong with how many; null: nothing
   * @param eachFault the same of how large
   */
  record Answer(
      Question question,
      String count,
      String each,
      @Nullable String countFault,
      @Nullable String eachFault) {
    /** The most that may be counted. */
    public BigDecimal most() {
      return question.counts() == Counts.RESOURCES ? BigDecimal.valueOf(MOST_RESOURCES) : MOST;
    }

    /** Whether it adds to the estimate. */
    boolean isGiven() {
      return countFault == null
          && eachFault == null
          && !count.isEmpty()
          && new BigDecimal(count).signum() > 0;
    }
  }

  /**
   * Reads the fields. Without any field of a question, nobody has answered yet, and each answer is
   * the usual one.
   */
  static Answers of(List<Question> questions, Map<String, String> fields) {
    boolean first = questions.stream().noneMatch(each -> fields.containsKey(each.code()));
    List<Answer> all = new ArrayList<>();
    for (Question question : questions) {
      String count =
          first ? plain(question.usual()) : fields.getOrDefault(question.code(), "").strip();
      Question.Size size = question.size();
      String each =
          size == null
              ? ""
              : fields.getOrDefault(question.code() + ".each", plain(size.usual())).strip();
      all.add(
          new Answer(
              question,
              count,
              each,
              fault(count, 0, question.counts() == Counts.RESOURCES),
              size == null ? null : fault(each, MOST_DECIMALS, false)));
    }
    return new Answers(all);
  }

  /**
   * The usual answers, each so many times as large. What is counted stays whole.
   *
   * @param times 0 for none at all
   */
  static Answers usual(List<Question> questions, BigDecimal times) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Question question : questions) {
      BigDecimal usual = question.usual();
      fields.put(
          question.code(),
          usual == null || times.signum() == 0
              ? ""
              : plain(usual.multiply(times).setScale(0, RoundingMode.CEILING)));
    }
    return of(questions, fields);
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  private static @Nullable String fault(String text, int decimals, boolean resources) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,15}([.][0-9]{1,15})?")) {
      return "estimate.fault.number";
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (number.scale() > decimals) {
      return decimals == 0 ? "estimate.fault.whole" : "estimate.fault.decimals";
    }
    if (resources && number.compareTo(BigDecimal.valueOf(MOST_RESOURCES)) > 0) {
      return "estimate.fault.resources";
    }
    return number.compareTo(MOST) > 0 ? "estimate.fault.large" : null;
  }

  /** All, in the order of the sheet. */
  public List<Answer> all() {
    return all;
  }

  boolean isFaulty() {
    return all.stream().anyMatch(a -> a.countFault() != null || a.eachFault() != null);
  }

  /** The fields of a link that gives the same answers. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Answer answer : all) {
      if (answer.isGiven()) {
        fields.put(answer.question().code(), answer.count());
        if (answer.question().size() != null) {
          fields.put(answer.question().code() + ".each", answer.each());
        }
      }
    }
    if (fields.isEmpty() && !all.isEmpty()) {
      // A link without any would ask for the usual answers.
      fields.put(all.get(0).question().code(), "0");
    }
    return fields;
  }

  /** The usage records that they stand for. */
  List<JsonNode> items(String country) {
    List<JsonNode> items = new ArrayList<>();
    for (Answer answer : all) {
      if (answer.isGiven()) {
        ObjectNode item = item(answer, country);
        BigDecimal count = new BigDecimal(answer.count());
        if (answer.question().counts() == Counts.RECORDS) {
          items.add(item.put("count", count.toBigIntegerExact().toString()));
        } else {
          for (int i = 1; i <= count.intValueExact(); i++) {
            items.add(item.deepCopy().put("resource_id", answer.question().code() + "-" + i));
          }
        }
      }
    }
    return items;
  }

  private static ObjectNode item(Answer answer, String country) {
    Question question = answer.question();
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("usage_type", question.usageType());
    Question.Size size = question.size();
    if (size != null) {
      BigDecimal each = new BigDecimal(answer.each().isEmpty() ? "0" : answer.each());
      item.put("quantity", each.multiply(size.times()).stripTrailingZeros().toPlainString());
    }
    if (question.asksCountry()) {
      item.put("country", country);
    } else if (question.country() != null) {
      item.put("country", question.country());
    }
    if (question.numberType() != null) {
      item.put("number_type", question.numberType());
    }
    return item;
  }
}
