package dev.tarife.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.billing.Input;
import dev.tarife.billing.Inspection;
import dev.tarife.connect.number.Destinations;
import dev.tarife.report.Inspections;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The synthetic sample: every method of a contact. */
final class ContactSampleTest {
  private static final Path SAMPLE = Path.of("samples/contact-records-2024-05");

  @Test
  void ratesAsItSays() throws IOException {
    Rated rated = Rated.of(SAMPLE, YearMonth.of(2024, 5));
    assertThat(rated.total()).isEqualTo("18.9242");
    assertThat(rated.rejected()).containsExactly(Destinations.NO_COUNTRY);
    assertThat(rated.notes()).hasSize(3);
  }

  @Test
  void inspectsWhatIsInIt() throws IOException {
    Input input = Input.findWithoutAccount(List.of(SAMPLE.toString()), null);
    Inspection inspection = Inspection.of(Rated.engine(), input);
    assertThat(inspection.contacts().documents()).isEqualTo(30);
    assertThat(inspection.contacts().contacts()).isEqualTo(28);
    assertThat(inspection.contacts().deliveredAgain()).isEqualTo(2);
    assertThat(inspection.contacts().settled()).isEqualTo(27);
    assertThat(inspection.contacts().refused()).isEqualTo(1);
    assertThat(inspection.contacts().usage()).containsEntry("voice-inbound", 5L);
    assertThat(inspection.months()).containsExactly(YearMonth.of(2024, 5));
    assertThat(inspection.rejected()).hasSize(1);
    StringWriter text = new StringWriter();
    Inspections.text(inspection, text);
    assertThat(text.toString())
        .contains(
            "30 documents, 28 contacts, 2 delivered again",
            "  30 = 27 settled + 2 delivered again + 1 rejected in whole or in part\n",
            "VOICE EXTERNAL_OUTBOUND");
    StringWriter json = new StringWriter();
    Inspections.json(inspection, json);
    assertThat(Records.JSON.readTree(json.toString()).at("/contact_records/contacts").intValue())
        .isEqualTo(28);
  }
}
