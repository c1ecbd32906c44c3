package io.berth.test.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

@SpringBootTest(
    classes = BerthServersSpringIntegrationTests.Nothing.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
@BerthServers(postgres = "berth_pay", kafka = true)
class BerthServersSpringIntegrationTests {

  @Test
  void springKnowsWhereTheServersAre(
      TestServers servers,
      @Value("${spring.r2dbc.url}") String r2dbc,
      @Value("${spring.flyway.url}") String flyway,
      @Value("${spring.flyway.placeholders.runtime_role}") String role,
      @Value("${spring.kafka.bootstrap-servers}") String kafka) {
    assertThat(r2dbc).isEqualTo(servers.database().details().r2dbcUrl());
    assertThat(flyway).isEqualTo(servers.database("berth_pay").details().jdbcUrl());
    assertThat(role).isEqualTo("berth_pay_app");
    assertThat(kafka).isEqualTo(servers.kafka().bootstrapServers());
  }

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}
}
