package io.berth.service.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class Es256Tests {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void isComputedByAwsLcOnTheMachinesOfProduction() {
    assertThat(Objects.requireNonNull(Es256.provider()).getName())
        .isEqualTo("AmazonCorrettoCryptoProvider");
  }
}
