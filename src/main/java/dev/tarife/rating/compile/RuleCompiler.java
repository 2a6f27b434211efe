package dev.tarife.rating.compile;

import java.io.StringReader;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * Compiles rule texts in the classic way: 1.5 s where the executable model needs 5, which is what
 * someone who just edited a sheet waits for.
 */
public final class RuleCompiler {
  /** Which rule bases were compiled here, and the hash of their texts. */
  private static final List<Compiled> COMPILED = new ArrayList<>();

  private RuleCompiler() {}

  private record Compiled(WeakReference<KieBase> base, String texts) {}

  /** The hash of the texts that a rule base was compiled from here; null: it was not. */
  public static synchronized @Nullable String textsOf(KieBase base) {
    for (Compiled each : COMPILED) {
      if (each.base().refersTo(base)) {
        return each.texts();
      }
    }
    return null;
  }

  /**
   * Compiles.
   *
   * @throws IllegalStateException if the texts are not rules; finance's cells cannot cause that
   */
  public static synchronized KieBase compile(SortedMap<String, String> texts) {
    // The compiler upper-cases words of Java in the default locale, and `int` is none in Turkish.
    Locale before = Locale.getDefault();
    if (!before.equals(Locale.ROOT)) {
      Locale.setDefault(Locale.ROOT);
    }
    try {
      KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
      texts.forEach(
          (path, text) ->
              builder.add(
                  ResourceFactory.newReaderResource(new StringReader(text)).setSourcePath(path),
                  ResourceType.DRL));
      if (builder.hasErrors()) {
        throw new IllegalStateException("The rules do not compile: " + builder.getErrors());
      }
      KieBase base = builder.newKieBase();
      COMPILED.removeIf(each -> each.base().refersTo(null));
      COMPILED.add(new Compiled(new WeakReference<>(base), TariffIdentity.ofTexts(texts)));
      return base;
    } finally {
      Locale.setDefault(before);
    }
  }
}
