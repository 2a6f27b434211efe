package dev.tarife.connect;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One contact record: the fields that settle charges, and the first thing wrong with them. */
final class Document {
  private static final int LONGEST_TEXT = 1024;
  private static final int MOST_EVALUATIONS = 1000;

  private final Map<Field, String> texts = new EnumMap<>(Field.class);
  private final Map<Field, Long> numbers = new EnumMap<>(Field.class);
  private final StringBuilder evaluations = new StringBuilder();
  private @Nullable String problem;
  private @Nullable String evaluationProblem;
  private boolean screen;
  private boolean updatedIsWrong;

  /** Why nothing of it is charged, or null. */
  @Nullable String problem() {
    return problem;
  }

  @Nullable String evaluationProblem() {
    return evaluationProblem;
  }

  /** Ends of its complete evaluations. */
  String evaluations() {
    return evaluations.toString();
  }

  boolean hasScreenRecording() {
    return screen;
  }

  /** Whether it cannot be told which of two deliveries is the later. */
  boolean isUpdateWrong() {
    return updatedIsWrong;
  }

  @Nullable String text(Field field) {
    return texts.get(field);
  }

  /** A time in microseconds or a count; {@link Times#NONE}: not given. */
  long number(Field field) {
    return numbers.getOrDefault(field, Times.NONE);
  }

  boolean has(Field field) {
    return number(field) != Times.NONE;
  }

  boolean isTrue(Field field) {
    return number(field) == 1;
  }

  /** Keeps the first objection. */
  void reject(String why) {
    if (problem == null) {
      problem = why;
    }
  }

  /** Reads the object that the parser stands at the beginning of. */
  void read(JsonParser parser) {
    texts.clear();
    numbers.clear();
    evaluations.setLength(0);
    problem = null;
    evaluationProblem = null;
    screen = false;
    updatedIsWrong = false;
    object(parser, Field.TOP);
  }

  private void object(JsonParser parser, Field.Node node) {
    Map<String, Field.Node> inside = node.inside();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Field.Node child = inside.get(parser.currentName());
      JsonToken value = parser.nextToken();
      if (child == null) {
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        value(parser, child, value);
      }
    }
  }

  private void value(JsonParser parser, Field.Node node, JsonToken value) {
    Field field = node.field();
    if (field == null) {
      if (value == JsonToken.START_OBJECT) {
        object(parser, node);
      } else if (value == JsonToken.VALUE_STRING
          && node.path().equals("SegmentAttributes/connect:Subtype")) {
        text(Field.SUBTYPE, parser.getString());
      } else {
        reject(node.path().replace('/', '.') + " is no JSON object");
        parser.skipChildren();
      }
      return;
    }
    switch (field.type()) {
      case TEXT -> {
        if (value == JsonToken.VALUE_STRING) {
          text(field, parser.getString());
        } else {
          wrong(parser, field, "is no text");
        }
      }
      case TIME -> {
        if (value == JsonToken.VALUE_STRING) {
          String text = parser.getString();
          if (!text.isEmpty()) {
            time(field, text);
          }
        } else {
          wrong(parser, field, Times.OUTSIDE);
        }
      }
      case FLAG -> flag(parser, field, value);
      case COUNT -> count(parser, field, value);
      case RECORDING -> recordings(parser, field, value);
      case EVALUATIONS -> evaluations(parser, value);
    }
  }

  private void wrong(JsonParser parser, Field field, String what) {
    reject(field + " " + what);
    updatedIsWrong |= field == Field.UPDATED;
    parser.skipChildren();
  }

  private void text(Field field, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (texts.containsKey(field)) {
      reject(field + " is there twice");
      return;
    }
    if (text.length() > LONGEST_TEXT) {
      reject(field + " is longer than " + LONGEST_TEXT + " characters");
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
        reject(field + " holds a character that is not allowed in it");
        return;
      }
    }
    texts.put(field, text);
  }

  private void time(Field field, String text) {
    long time = Times.parse(text);
    if (time == Times.NONE) {
      reject(field + " " + Times.OUTSIDE);
      updatedIsWrong |= field == Field.UPDATED;
    }
    number(field, time);
  }

  private void number(Field field, long number) {
    if (numbers.containsKey(field)) {
      reject(field + " is there twice");
      updatedIsWrong |= field == Field.UPDATED;
    }
    numbers.put(field, number);
  }

  private void flag(JsonParser parser, Field field, JsonToken value) {
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      number(field, value == JsonToken.VALUE_TRUE ? 1 : 0);
    } else if (value == JsonToken.VALUE_STRING
        && parser.getString().matches("[Tt]rue|[Ff]alse|TRUE|FALSE")) {
      number(
          field,
          parser.getString().charAt(0) == 't' || parser.getString().charAt(0) == 'T' ? 1 : 0);
    } else {
      wrong(parser, field, "is neither true nor false");
    }
  }

  private void count(JsonParser parser, Field field, JsonToken value) {
    String text = value.isScalarValue() ? parser.getString() : "";
    if (value == JsonToken.VALUE_NUMBER_INT && text.matches("[0-9]{1,9}")) {
      number(field, Long.parseLong(text));
    } else {
      wrong(parser, field, "is no count");
    }
  }

  /** Looks for a screen recording in an object, or in an array of them. */
  private void recordings(JsonParser parser, Field field, JsonToken value) {
    if (value == JsonToken.START_OBJECT) {
      recording(parser);
    } else if (value == JsonToken.START_ARRAY) {
      for (JsonToken next = parser.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (next == JsonToken.START_OBJECT) {
          recording(parser);
        } else if (next != JsonToken.VALUE_NULL) {
          wrong(parser, field, "is no list of recordings");
        }
      }
    } else {
      wrong(parser, field, "is no list of recordings");
    }
  }

  private void recording(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING
          && (name.equals("Type") || name.equals("RecordingType") || name.equals("MediaStreamType"))
          && parser.getString().equals("SCREEN")) {
        screen = true;
      }
      parser.skipChildren();
    }
  }

  /** Reads a map of evaluations, whose keys are their ids. */
  private void evaluations(JsonParser parser, JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      wrong(parser, Field.EVALUATIONS, "is no JSON object");
      return;
    }
    int count = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      JsonToken next = parser.nextToken();
      if (next == JsonToken.START_OBJECT) {
        if (++count > MOST_EVALUATIONS) {
          reject("ContactEvaluations holds more than " + MOST_EVALUATIONS);
        }
        evaluation(parser);
      } else if (next != JsonToken.VALUE_NULL) {
        wrong(parser, Field.EVALUATIONS, "holds what is no evaluation");
      }
    }
  }

  private void evaluation(JsonParser parser) {
    boolean complete = false;
    long end = Times.NONE;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        if (name.equals("Status")) {
          complete = parser.getString().equals("COMPLETE");
        } else if (name.equals("EndTimestamp")) {
          end = Times.parse(parser.getString());
        }
      }
      parser.skipChildren();
    }
    if (complete && end == Times.NONE) {
      evaluationProblem = "a complete evaluation has no readable EndTimestamp";
    } else if (complete && problem == null) {
      evaluations.append(evaluations.isEmpty() ? "" : ";").append(end);
    }
  }
}
