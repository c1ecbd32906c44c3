package io.berth.service.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRequestIdTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "expiry", "daily-2026-11-29", "a-name-as-long-as-a-name-may-be-40-chars"})
  void readersAcceptTheIdOfEveryTask(String task) {
    assertThat(RequestId.ofTask(task)).startsWith(task + '-').matches(RequestId::acceptable);
    assertThat(RequestId.ofTask(task)).isNotEqualTo(RequestId.ofTask(task));
  }

  @Test
  void aNameThatReadersWouldRefuseIsRefusedWhereItIsGiven() {
    assertThatThrownBy(() -> RequestId.ofTask("with blank"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestId.ofTask("x".repeat(48)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
