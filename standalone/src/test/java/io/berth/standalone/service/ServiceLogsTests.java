package io.berth.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceLogsTests {

  @ParameterizedTest
  @CsvSource({
    "io.berth.did.account.Accounts, pay-service, did-service",
    "io.berth.pay, , pay-service",
    "io.berth.service.caller.CallerTokens, gateway, gateway",
    "org.springframework.boot.SpringApplication, console, console",
    "org.springframework.boot.SpringApplication, , suite",
    "io.berth.standalone.launcher.Suite, , suite"
  })
  void aLineBelongsToThePackageThatWroteItElseToTheThread(
      String logger, String thread, String service) {
    assertThat(ServiceLogs.serviceOf(logger, thread)).isEqualTo(service);
  }
}
