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
    "10, 6@1, 4@0.02, 500",
    "10, 6@1, 2@0.14, 71.43",
    "1, 6@1, 2@3, 0.34",
    "0.000001, 6@1, 8@64000, 0.00000001",
    "32.00025, 6@1, 8@64000.5, 0.0005",
    "2, 8@64000, 6@1, 128000",
    "7, 6@1, 0@2, 4"
  })
  void roundsUpToTheDecimalsOfTheCoinThatIsPaidWith(
      String amount, String coin, String other, String price) {
    assertThat(Rates.convert(new BigDecimal(amount), coin(coin), coin(other)))
        .isEqualTo(new BigDecimal(price));
  }

  /** A coin as {@code decimals@price}. */
  private static Coin coin(String text) {
    String[] parts = text.split("@", 2);
    return coin(Integer.parseInt(parts[0]), parts[1]);
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
