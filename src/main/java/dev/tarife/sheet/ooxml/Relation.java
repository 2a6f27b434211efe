package dev.tarife.sheet.ooxml;

import java.util.ArrayList;
import java.util.List;

/**
 * How one part of a workbook refers to another.
 *
 * @param id what the part calls it
 * @param type what it is, as a URI
 * @param target the other part, or an address outside
 * @param external whether it lies outside
 */
public record Relation(String id, String type, String target, boolean external) {
  public boolean isA(String kind) {
    return type.endsWith("/" + kind);
  }

  static String resolve(String folder, String target) {
    String path = target.startsWith("/") ? target.substring(1) : folder + target;
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/")) {
      if (step.equals("..") && !steps.isEmpty()) {
        steps.remove(steps.size() - 1);
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return String.join("/", steps);
  }
}
