package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tarife.model.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the service from starting, told before anything is opened. */
class ServiceStartTest {
  @TempDir private Path folder = Path.of("");

  private void refuses(Path data, Map<String, String> settings, String... words) {
    List<String> said = new ArrayList<>();
    ServiceOptions options =
        new ServiceOptions(
            Optional.empty(), OptionalInt.empty(), Optional.of(data), settings, Clock.systemUTC());
    assertThatThrownBy(() -> Service.start(options, said::add).close())
        .isInstanceOf(FaultException.class)
        .message()
        .contains(words);
    assertThat(said).isEmpty();
  }

  @Test
  void aFolderThatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "");
    refuses(file, Map.of(), file + ": is a file, not the folder of the data", "--data");
    refuses(file.resolve("below"), Map.of(), "data/below: the folder of the data cannot be made");
  }

  @Test
  void aPortThatIsNone() {
    for (String port : List.of("99999", "-1", "x")) {
      refuses(folder, Map.of("TARIFE_PORT", port), "port " + port + ": is none; write a number");
    }
  }

  @Test
  void certificatesThatCannotBeRead() throws IOException {
    Path none = folder.resolve("none.p12");
    refuses(folder, Map.of("TARIFE_TRUST", none.toString()), "none.p12");
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    refuses(folder, Map.of("TARIFE_TRUST", text.toString()), "text.pem: ");
    assertThat(folder).isDirectoryNotContaining("glob:**.db");
  }
}
