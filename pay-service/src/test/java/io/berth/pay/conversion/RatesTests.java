package io.berth.pay.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.pay.coin.Coin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTests {

  private static Coin coin(int decimals, @Nullable String price) {
    return new Coin(1, "coin", decimals, price == null ? null : new BigDecimal(price));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 6, 0.02, 4, 500",
    "10, 1, 6, 0.14, 2, 71.43",
    "1, 1, 6, 3, 2, 0.34",
    "0.000001, 1, 6, 64000, 8, 0.00000001",
    "32.00025, 1, 6, 64000.5, 8, 0.0005",
    "2, 64000, 8, 1, 6, 128000",
    "7, 1, 6, 2, 0, 4"
  })
  void roundsUpToTheDecimalsOfTheCoinThatIsPaidWith(
      String amount, String worth, int decimals, String unit, int otherDecimals, String price) {
    assertThat(
            Rates.convert(new BigDecimal(amount), coin(decimals, worth), coin(otherDecimals, unit)))
        .isEqualTo(new BigDecimal(price));
  }

  @Test
  void convertsNothingWhereAPriceIsMissingOrZero() {
    BigDecimal one = BigDecimal.ONE;
    assertThat(Rates.convert(one, coin(2, null), coin(2, "1"))).isNull();
    assertThat(Rates.convert(one, coin(2, "0"), coin(2, "1"))).isNull();
    assertThat(Rates.convert(one, coin(2, "1"), coin(2, null))).isNull();
    assertThat(Rates.convert(one, coin(2, "1"), coin(2, "0"))).isNull();
  }

  @Test
  void offersNoAmountThatNoAccountCouldHold() {
    assertThat(
            Rates.convert(
                new BigDecimal("1000000"), coin(2, "1"), coin(18, "0.000000000000000001")))
        .isNull();
  }
}
