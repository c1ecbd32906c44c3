package io.berth.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTextTests {

  @ParameterizedTest
  @CsvSource({
    "select settle from settle($1), select settle",
    "commit, commit",
    "UPDATE accounts set name = $1, update accounts",
    "insert into berth.orders (id) select 1, insert berth.orders"
  })
  void namesTheFirstWordAndTheFirstTableOrFunction(String sql, String name) {
    assertThat(StatementText.name(sql)).isEqualTo(name);
  }

  @Test
  void isOneLineOfBoundedLength() {
    assertThat(StatementText.plain("\n  select 1\n    from orders\n"))
        .isEqualTo("select 1 from orders");
    assertThat(StatementText.plain("x".repeat(100_000))).hasSize(2_000);
  }
}
