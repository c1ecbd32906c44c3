package io.berth.pay.appaccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

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

  @Provide
  Arbitrary<Map<String, BigDecimal>> entitlements() {
    Arbitrary<BigDecimal> amounts =
        Arbitraries.integers().between(-50, 100).map(BigDecimal::valueOf);
    return Arbitraries.maps(Arbitraries.of("", "a", "b", "c", "d"), amounts);
  }

  @Property
  void neverMoreThanThereIsAndNobodyMoreThanTheyBrought(
      @ForAll("entitlements") Map<String, BigDecimal> entitlements,
      @ForAll @net.jqwik.api.constraints.IntRange(min = 0, max = 300) int balance) {
    Division division = Division.of(BigDecimal.valueOf(balance), entitlements);
    BigDecimal sum = division.certain().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum.add(division.unclear())).isEqualByComparingTo(BigDecimal.valueOf(balance));
    assertThat(division.unclear()).isNotNegative();
    assertThat(division.certain())
        .allSatisfy(
            (who, amount) ->
                assertThat(amount).isPositive().isLessThanOrEqualTo(entitlements.get(who)));
  }
}
