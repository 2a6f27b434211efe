package dev.tarife.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What texts are one whatever the case of their letters. */
class LetterCaseTest {
  @Test
  void aTextIsOneInCapitalsAndSmallLetters() {
    for (String[] pair :
        List.of(
            new String[] {"ÖZEL", "özel"},
            new String[] {"MÜŞTERİ", "müşteri"},
            new String[] {"IŞIK", "ışık"},
            new String[] {"TITLE", "title"},
            new String[] {"GRÖẞE", "größe"},
            new String[] {"ΟΔΟΣ", "οδος"},
            new String[] {"ΟΔΟΣ", "οδοσ"},
            new String[] {"ЗВОНОК", "звонок"})) {
      assertThat(LetterCase.isSame(pair[0], pair[1])).as(pair[0]).isTrue();
    }
  }

  @Test
  void noOtherLetterIsAnother() {
    assertThat(LetterCase.isSame("größe", "grösse")).isFalse();
    assertThat(LetterCase.isSame("özel", "ozel")).isFalse();
    // An O and two dots of their own.
    assertThat(LetterCase.isSame("özel", "o\u0308zel")).isFalse();
  }

  @Test
  void noLocaleChangesIt() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(LetterCase.fold("TITLE İI ıi")).isEqualTo("title ii ii");
    } finally {
      Locale.setDefault(before);
    }
  }
}
