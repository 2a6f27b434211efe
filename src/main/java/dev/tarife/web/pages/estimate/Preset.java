package dev.tarife.web.pages.estimate;

import dev.tarife.table.Question;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers to begin with: the usual ones of the sheet Calculator, smaller, larger, or none.
 *
 * @param code as messages name it
 * @param link to the page with them
 * @param chosen whether they are what is asked
 */
record Preset(String code, String link, boolean chosen) {
  private static final Map<String, BigDecimal> SIZES = sizes();

  private static Map<String, BigDecimal> sizes() {
    Map<String, BigDecimal> sizes = new LinkedHashMap<>();
    sizes.put("small", new BigDecimal("0.1"));
    sizes.put("medium", BigDecimal.ONE);
    sizes.put("large", BigDecimal.TEN);
    sizes.put("none", BigDecimal.ZERO);
    return sizes;
  }

  static List<Preset> of(List<Question> questions, EstimateForm asked) {
    return SIZES.entrySet().stream()
        .map(
            size -> {
              String link = asked.with(Answers.usual(questions, size.getValue())).link();
              return new Preset(size.getKey(), link, link.equals(asked.link()));
            })
        .toList();
  }
}
