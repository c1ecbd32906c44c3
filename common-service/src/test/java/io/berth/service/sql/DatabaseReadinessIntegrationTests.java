package io.berth.service.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@BerthServers(postgres = "berth_ready")
class DatabaseReadinessIntegrationTests {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private StallingProxy proxy;
  private ConfigurableApplicationContext service;

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class ServiceWithDatabase {}

  @BeforeEach
  void start(TestDatabase database) throws Exception {
    URI url = URI.create(database.details().jdbcUrl().substring("jdbc:".length()));
    proxy = new StallingProxy(url.getPort());
    service =
        new SpringApplicationBuilder(ServiceWithDatabase.class)
            .properties(
                "spring.config.name=ready",
                "spring.application.name=ready",
                "server.port=0",
                "management.server.port=0",
                "berth.public-origin=https://berth.example",
                "berth.vouch.name=did-service",
                "berth.vouch.accepts.gateway=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "spring.autoconfigure.exclude="
                    + "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
                "spring.r2dbc.url="
                    + database
                        .details()
                        .r2dbcUrl()
                        .replace(":" + url.getPort() + "/", ":" + proxy.port() + "/"),
                "spring.r2dbc.username=" + database.details().appRole(),
                "spring.r2dbc.password=" + database.details().appPassword())
            .run();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    service.close();
  }

  @Test
  void answersAtOnceWhileTheDatabaseHangs() throws Exception {
    awaitReadiness(200);
    proxy.stall(true);
    awaitReadiness(503);

    long began = System.nanoTime();
    HttpResponse<String> answer = get("/actuator/health/readiness");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    assertThat(answer.body()).contains("\"r2dbc\"", "does not answer within");
    assertThat(get("/actuator/prometheus").body())
        .containsPattern("berth_ready\\{.*part=\"PostgreSQL\".*} 0.0");

    proxy.stall(false);
    awaitReadiness(200);
  }

  private void awaitReadiness(int status) {
    await().atMost(PATIENCE).until(() -> get("/actuator/health/readiness").statusCode() == status);
  }

  private HttpResponse<String> get(String path) throws Exception {
    String port = service.getEnvironment().getProperty("local.management.port");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
