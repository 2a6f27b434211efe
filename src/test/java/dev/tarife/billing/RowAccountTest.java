package dev.tarife.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The account that a line names, before the line is read. */
final class RowAccountTest {
  private static final RowAccount CSV =
      RowAccount.ofCsv("record_id,account,\"a \"\"b\"\"\",instance");
  private static final RowAccount JSON = RowAccount.ofJsonLines();

  @Test
  void columnsAreThoseOfTheHeader() {
    assertThat(RowAccount.columns("\uFEFFrecord_id,\"a, b\",account\r"))
        .containsExactly("record_id", "a, b", "account");
    assertThat(RowAccount.columns("")).isEmpty();
    assertThat(RowAccount.columns("\"never closed")).isEmpty();
  }

  @Test
  void csvNamesItInItsColumn() {
    assertThat(CSV.of("r1,123,x,i")).isEqualTo("123");
    assertThat(CSV.of("\"r,1\",\"1\"\"23\",x,i")).isEqualTo("1\"23");
    assertThat(CSV.of("r1,,x,i")).isNull();
    assertThat(CSV.of("r1,\"\",x,i")).isNull();
    assertThat(CSV.of("r1")).isNull();
    assertThat(RowAccount.ofCsv("record_id,account").of("r1,123\r")).isEqualTo("123");
    assertThat(RowAccount.ofCsv("record_id,instance").of("r1,123")).isNull();
  }

  @Test
  void jsonNamesItAsText() {
    assertThat(JSON.of("{\"record_id\":\"r\",\"tags\":{\"account\":\"no\"},\"account\":\"123\"}"))
        .isEqualTo("123");
    assertThat(JSON.of("{\"account\":123}")).isEqualTo("123");
    assertThat(JSON.of("{\"account\":null}")).isNull();
    assertThat(JSON.of("{\"record_id\":\"r\"}")).isNull();
    assertThat(JSON.of("{\"record_id\": ")).isNull();
    assertThat(JSON.of("[]")).isNull();
  }

  @Test
  void valuesInQuotesMayGoOn() {
    assertThat(CSV.isWhole("r1,\"1\"\"23\",x,i")).isTrue();
    assertThat(CSV.isWhole("r1,\"123")).isFalse();
    assertThat(JSON.isWhole("{\"a\":\"\\\"\"")).isTrue();
  }
}
