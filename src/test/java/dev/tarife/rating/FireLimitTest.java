package dev.tarife.rating;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.rating.compile.RuleCompiler;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kie.api.runtime.KieSession;

class FireLimitTest {
  @Test
  void aLoopOfRulesIsStoppedAndSaid() {
    String loop =
        """
        package loop
        rule "count up"
        when
            $n : Integer()
        then
            delete($n);
            insert($n + 1);
        end
        """;
    KieSession session =
        RuleCompiler.compile(new TreeMap<>(Map.of("loop.drl", loop))).newKieSession();
    try {
      session.insert(1);
      assertThatThrownBy(() -> Tariff.fire(session))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("without coming to an end. Maybe a rule is a loop.");
    } finally {
      session.dispose();
    }
  }
}
