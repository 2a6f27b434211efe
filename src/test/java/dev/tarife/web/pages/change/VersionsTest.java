package dev.tarife.web.pages.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.bundle.BundleVersion;
import dev.tarife.bundle.JournalEntry;
import dev.tarife.bundle.JournalEntry.Action;
import dev.tarife.web.pages.change.Versions.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void eachStandsOnceTheHighestFirst() {
    Versions versions =
        Versions.of(
            List.of(
                entry(Action.DEPLOY, "1.0.0", "tarife"),
                entry(Action.SUBMIT, "1.0.1", "fatma"),
                entry(Action.DEPLOY, "1.0.1", "ada"),
                entry(Action.SUBMIT, "1.0.2", "fatma"),
                entry(Action.SUBMIT, "1.0.3", "fatma"),
                entry(Action.DEPLOY, "1.0.3", "ada"),
                entry(Action.ROLLBACK, "1.0.1", "ada"),
                entry(Action.SUBMIT, "1.0.4", "mehmet")));

    assertThat(versions.all().stream().map(one -> one.version() + " " + one.state()))
        .containsExactly("1.0.4 WAITING", "1.0.3 PAST", "1.0.2 PASSED", "1.0.1 LIVE", "1.0.0 PAST");
    assertThat(versions.live()).isEqualTo(versions.of("1.0.1"));
    assertThat(versions.waiting()).extracting(Versions.One::author).containsExactly("mehmet");
    assertThat(versions.past()).hasSize(2).allMatch(one -> one.state() == State.PAST);
    assertThat(versions.next()).isEqualTo("1.0.5");
  }

  @Test
  void theAuthorIsWhoHandedItIn() {
    Versions versions =
        Versions.of(
            List.of(entry(Action.SUBMIT, "1.0.1", "fatma"), entry(Action.DEPLOY, "1.0.1", "ada")));

    assertThat(versions.of("1.0.1").author()).isEqualTo("fatma");
  }

  @Test
  void whatWasRemovedIsNotOffered() {
    Versions versions =
        Versions.of(
            List.of(
                entry(Action.DEPLOY, "1.0.0", "ada"),
                entry(Action.DEPLOY, "1.0.1", "ada"),
                entry(Action.PRUNE, "1.0.0", "ada")));

    assertThat(versions.past()).isEmpty();
  }

  @Test
  void withoutAnyTheFirstVersionIsProposed() {
    Versions versions = Versions.of(List.of());

    assertThat(versions.live()).isNull();
    assertThat(versions.next()).isEqualTo("1.0.0");
  }

  private static JournalEntry entry(Action action, String version, String who) {
    return new JournalEntry(
        NOON,
        who,
        action,
        BundleVersion.parse(version),
        "content of " + version,
        version,
        List.of(),
        "why",
        "");
  }
}
