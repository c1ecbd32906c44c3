package io.berth.pay.appaccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivisionTests {

  private static Division divide(String balance, Map<String, BigDecimal> entitlements) {
    return Division.of(new BigDecimal(balance), entitlements);
  }

  private static BigDecimal of(String amount) {
    return new BigDecimal(amount);
  }

  @Test
  void everybodyGetsTheirOwnWhereAllIsClear() {
    Division division = divide("150", Map.of("a", of("100"), "b", of("50")));
    assertThat(division.certain())
        .containsOnly(Map.entry("a", of("100")), Map.entry("b", of("50")));
    assertThat(division.unclear()).isEqualByComparingTo("0");
  }

  @Test
  void whatIsNobodysIsUnclear() {
    Division division = divide("157", Map.of("a", of("100"), "b", of("50")));
    assertThat(division.certain()).hasSize(2);
    assertThat(division.unclear()).isEqualByComparingTo("7");
  }

  @Test
  void theOnlyOneWhoBroughtInHasWhatIsLeft() {
    Division division = divide("40", Map.of("a", of("100"), "b", of("-60")));
    assertThat(division.certain()).containsOnly(Map.entry("a", of("40")));
    assertThat(division.unclear()).isEqualByComparingTo("0");
  }

  @Test
  void whatSomebodyTookFromOneOfTwoIsUnclear() {
    Division division = divide("90", Map.of("a", of("100"), "b", of("-60"), "c", of("50")));
    assertThat(division.certain()).containsOnly(Map.entry("a", of("40")));
    assertThat(division.unclear()).isEqualByComparingTo("50");
  }

  @Test
  void anOperatorsDebitTookFromOneOfThem() {
    Division division = divide("120", Map.of("a", of("100"), "b", of("50")));
    assertThat(division.certain()).containsOnly(Map.entry("a", of("70")), Map.entry("b", of("20")));
    assertThat(division.unclear()).isEqualByComparingTo("30");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverMoreThanThereIsAndNobodyMoreThanTheyBrought(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Map<String, BigDecimal> entitlements = new HashMap<>();
      for (String who : List.of("", "a", "b", "c", "d")) {
        if (random.nextBoolean()) {
          entitlements.put(who, BigDecimal.valueOf(random.nextInt(-50, 101)));
        }
      }
      int balance = random.nextInt(4) == 0 ? random.nextInt(4) : random.nextInt(301);
      isDivided(BigDecimal.valueOf(balance), entitlements);
    }
  }

  private static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  private static void isDivided(BigDecimal balance, Map<String, BigDecimal> entitlements) {
    Division division = Division.of(balance, entitlements);
    BigDecimal sum = division.certain().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum.add(division.unclear()))
        .as("%s of %s", balance, entitlements)
        .isEqualByComparingTo(balance);
    assertThat(division.unclear()).as("%s of %s", balance, entitlements).isNotNegative();
    assertThat(division.certain())
        .as("%s of %s", balance, entitlements)
        .allSatisfy(
            (who, amount) ->
                assertThat(amount).isPositive().isLessThanOrEqualTo(entitlements.get(who)));
  }
}
