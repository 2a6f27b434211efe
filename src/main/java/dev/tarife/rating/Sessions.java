package dev.tarife.rating;

import dev.tarife.model.MeteredUsage;
import dev.tarife.model.Usage;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.drools.core.WorkingMemoryEntryPoint;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Sessions of a rule base, some of which are used again: a session makes a memory for each node of
 * the rules that a fact reaches, which is a fifth of what a small account costs. Safe to share
 * between threads.
 */
final class Sessions {
  /** A session that held more keeps tables so large that emptying them costs more than it saves. */
  private static final long MOST_FACTS = 20_000;

  private final KieBase base;
  private final Queue<KieSession> empty =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

  Sessions(KieBase base) {
    this.base = base;
  }

  /**
   * Whether a session that rated the usage is as good as a new one once it is emptied. It is not
   * after raw records: a type whose facts were once concluded by rules is looked up by equality
   * ever after, and metered usage would be such a type.
   */
  static boolean leaveNoTrace(Collection<? extends Usage> usage) {
    return usage.stream().allMatch(MeteredUsage.class::isInstance);
  }

  /** Works in a session that is used for this only. */
  <R> R fresh(Function<KieSession, R> work) {
    KieSession session = base.newKieSession();
    try {
      return work.apply(session);
    } finally {
      session.dispose();
    }
  }

  /** Works in a session that may have been used before, and is used again unless work fails. */
  <R> R used(Function<KieSession, R> work) {
    KieSession kept = empty.poll();
    KieSession session = kept == null ? base.newKieSession() : kept;
    boolean again = false;
    try {
      R result = work.apply(session);
      again = session.getFactCount() <= MOST_FACTS && session instanceof WorkingMemoryEntryPoint;
      return result;
    } finally {
      if (again) {
        keep(session);
      } else {
        session.dispose();
      }
    }
  }

  /** Empties a session: facts, conclusions and their reasons, agenda, listeners and globals. */
  private void keep(KieSession session) {
    ((WorkingMemoryEntryPoint) session).reset();
    if (!empty.offer(session)) {
      session.dispose();
    }
  }
}
