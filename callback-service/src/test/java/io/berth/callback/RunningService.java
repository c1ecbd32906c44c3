package io.berth.callback;

import static org.awaitility.Awaitility.await;

import io.berth.api.Topics;
import io.berth.api.app.AppRecord;
import io.berth.api.order.OrderEvent;
import io.berth.dialect.api.Apps;
import io.berth.embedded.LocalPorts;
import io.berth.service.command.CommandHandlers;
import io.berth.service.json.BerthJson;
import io.berth.test.LifecycleOrder;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;

/** The whole service on real servers. */
public final class RunningService implements AutoCloseable {

  static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private final TestKafka kafka;
  private final int managementPort = LocalPorts.free();
  private final ConfigurableApplicationContext context;

  /**
   * @param settings beyond the usual, as {@code name=value}
   */
  public RunningService(TestServers servers, String... settings) {
    kafka = servers.kafka();
    kafka.createTopic(Topics.ORDERS, 2);
    kafka.createCompactedTopic(Topics.APPS, 1);
    Map<String, Object> all = new HashMap<>(servers.springProperties());
    all.put("spring.config.name", "callback-service");
    all.put("server.port", 0);
    all.put("management.server.port", managementPort);
    all.put("berth.public-origin", "http://localhost:8080");
    all.put("berth.kafka.replication-factor", 1);
    all.put("berth.vouch.accepts.gateway", KEY);
    all.put("berth.vouch.relayers", "callback-service");
    all.put("berth.vouch.accepts.callback-service", KEY);
    all.put("berth.vouch.sends.callback-service", KEY);
    all.put("berth.secrets.active", "k1");
    all.put("berth.secrets.keys.k1", KEY);
    all.put("berth.callback.allow-private-addresses", true);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    context =
        new SpringApplicationBuilder(CallbackServiceApplication.class, FakeDidService.class)
            .run(
                all.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> management("/actuator/health/readiness").contains("UP"));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  String url(String path) {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path;
  }

  /** Makes an app known, and waits until it is. */
  public void registers(AppRecord app) {
    FakeDidService.publish(kafka, app);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var known = bean(Apps.class).find(app.appId());
              return known != null && known.profile().version() >= app.profile().version();
            });
  }

  public void publishes(OrderEvent event) {
    kafka.send(
        Topics.ORDERS,
        String.valueOf(event.order().id()),
        BerthJson.mapper().writeValueAsString(event));
  }

  String management(String path) {
    return WebClient.create("http://127.0.0.1:" + managementPort)
        .get()
        .uri(path)
        .retrieve()
        .bodyToMono(String.class)
        .block(Duration.ofSeconds(5));
  }

  <T> Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  @Override
  public void close() {
    context.close();
  }

  List<String> lifecycleProblems() {
    return LifecycleOrder.problems(context, CommandHandlers.class, RouterFunction.class);
  }
}
