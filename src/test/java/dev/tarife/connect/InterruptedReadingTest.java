package dev.tarife.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.BillingRun;
import dev.tarife.billing.Input;
import dev.tarife.billing.Progress;
import dev.tarife.model.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted while contact records are read. */
class InterruptedReadingTest {
  @TempDir private Path folder = Path.of("");

  private Input input() throws IOException {
    Files.writeString(folder.resolve("account.yaml"), Records.ACCOUNT);
    Files.createDirectory(folder.resolve("contact-records"));
    Files.writeString(
        folder.resolve("contact-records/1.jsonl"),
        Rated.lines(Records.other("a", "CHAT", "API"), Records.other("b", "CHAT", "API")));
    return Input.find(List.of(folder.toString()), null);
  }

  @Test
  void itEndsAfterItsReadersAndSaysThatItWasInterrupted() throws Exception {
    Input input = input();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> wentOnAlone = new CompletableFuture<>();
    Thread[] run = new Thread[1];
    Progress progress =
        new Progress() {
          /** A reader tells how far it is: it has not ended yet. */
          @Override
          public void read(long documents, long bytes, long all) {
            if (wentOnAlone.isDone()) {
              return;
            }
            run[0].interrupt();
            try {
              // Long enough for a run that does not wait for its readers.
              run[0].join(500);
            } catch (InterruptedException e) {
              sleepOn();
            }
            wentOnAlone.complete(!run[0].isAlive());
          }

          private void sleepOn() {
            try {
              run[0].join(500);
            } catch (InterruptedException e) {
              throw new AssertionError("It was told to stop once.", e);
            }
          }
        };
    run[0] =
        new Thread(
            () -> {
              try {
                BillingRun.of(Rated.engine(), input, new Period(YearMonth.of(2024, 5)))
                    .run(
                        invoice -> {
                          throw new AssertionError("It went on to the end.");
                        },
                        progress);
              } catch (IOException | RuntimeException | Error e) {
                thrown.complete(e);
              }
            });
    run[0].start();
    run[0].join();
    assertThat(thrown.get(0, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    assertThat(wentOnAlone.get(1, TimeUnit.MINUTES)).isFalse();
  }
}
