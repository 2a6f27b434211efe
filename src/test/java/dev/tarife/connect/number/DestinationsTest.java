package dev.tarife.connect.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DestinationsTest {
  @ParameterizedTest
  @CsvSource({
    "+12065550123,US",
    "+16045550100,CA",
    "+18765550100,JM",
    "+17875550100,PR",
    "+18005550100,US",
    "+442079460000,GB",
    "+441481256789,GG",
    "+441534456789,JE",
    "+441624756789,IM",
    "+390669812345,VA",
    "+390612345678,IT",
    "+38328012345,XK",
    "+77012345678,KZ",
    "+79161234567,RU",
    "+24740123,AC",
    "+493012345678,DE"
  })
  void tellsTheCountry(String number, String country) {
    assertThat(new Destinations().country(number)).isEqualTo(country);
  }

  @ParameterizedTest
  @CsvSource({
    "+15555550100",
    "+870776123456",
    "+80012345678",
    "+881612345678",
    "+999",
    "12065550123",
    "anonymous",
    "+1",
    "+12 065550123"
  })
  void neverGuesses(String number) {
    assertThat(new Destinations().country(number)).isNull();
  }
}
