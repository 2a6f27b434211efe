package dev.tarife.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tarife.web.pages.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** What the engine says in English is said in Turkish. */
@Tag("slow")
class PhrasesTest {
  private static final Path FILE =
      Path.of("src", "main", "resources", "dev", "tarife", "web", "phrases_tr.txt");
  private static final Pattern GAP = Pattern.compile("\\{\\d}");

  private final Phrases phrases = Running.ready().part(Phrases.class);

  @BeforeEach
  void turkish() {
    LocaleContextHolder.setLocale(Locale.forLanguageTag("tr"));
  }

  @AfterEach
  void english() {
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void bothSidesHaveTheSameGaps() throws IOException {
    List<String> lines =
        Files.readAllLines(FILE).stream().filter(line -> line.contains(" ⇒ ")).skip(1).toList();
    assertThat(lines).hasSizeGreaterThan(300);
    for (String line : lines) {
      String[] sides = line.split(" ⇒ ", -1);
      assertThat(sides).as(line).hasSize(2);
      assertThat(gaps(sides[1])).as(line).isEqualTo(gaps(sides[0]));
    }
  }

  private static Set<String> gaps(String side) {
    return new TreeSet<>(GAP.matcher(side).results().map(MatchResult::group).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage.csv:3: quantity (-1) is negative; write 0 or more | usage.csv:3: quantity (-1) negatif; 0 veya daha büyük bir sayı yazın
          prices.xlsx:Prices!J3: warning: no tier prices from 100 to 200; start it at 0, or add the tier below | prices.xlsx:Prices!J3: uyarı: 100 ile 200 arasını fiyatlandıran kademe yok; 0’dan başlatın ya da alttaki kademeyi ekleyin
          17 × 0.018 = 0.306 | 17 × 0,018 = 0,306
          1020 second / 60 = 17 minute | 1020 saniye / 60 = 17 dakika
          Line 2: Inbound telephony · US · did · tier 1 · support, us-west-2 = 1,234.50 USD | 2. satır: Gelen çağrı (telefon) · US · Doğrudan arama numarası (DID) · 1. kademe · support, us-west-2 = 1.234,50 USD
          1020 second of voice-service, support, from 2024-05-01, of 2 records, such as call-1 | 1020 saniye: Ses hizmeti, support; gün: 1 May 2024; 2 kayıt, örneğin call-1
          in force on 2024-05-01, the price is that of 2024-05-02 | 1 May 2024 günü geçerli; fiyat 2 May 2024 gününün fiyatıdır
          unknown usage type (holograms): no row in metering.xlsx, Usage types; did you mean hologram? | bilinmeyen kullanım türü (holograms): metering.xlsx, Usage types içinde satırı yok; şunu mu demek istediniz: hologram?
          Difference by charge | Ücret türüne göre fark
          and 7 more lines, together +0,5 | ve 7 fatura satırı daha, toplam +0,5
          Voice service · tier 1 · main, us-west-2 · account 400000000001 | Ses hizmeti · 1. kademe · main, us-west-2 · hesap 400000000001
          0 records before, 3 after, such as call-1 | önce 0 kayıt, sonra 3; örneğin call-1
          The first bundle is being built; try again in a few seconds | İlk sürüm hazırlanıyor; birkaç saniye sonra yeniden deneyin
          """)
  void itIsSaidInTurkish(String english, String turkish) {
    assertThat(phrases.say(english)).isEqualTo(turkish);
    assertThat(phrases.lang(english)).isNull();
    LocaleContextHolder.setLocale(Locale.ENGLISH);
    assertThat(phrases.say(english)).isEqualTo(english);
  }

  @Test
  void aCellIsShownAsItIs() {
    assertThat(phrases.say("J2 Unit price = 0.018")).isEqualTo("J2 Unit price = 0.018");
  }

  @Test
  void whatNobodyTranslatedIsMarkedAsEnglish() {
    assertThat(phrases.say("a new sentence that is unheard of")).contains("unheard of");
    assertThat(phrases.lang("a new sentence that is unheard of")).isEqualTo("en");
  }
}
