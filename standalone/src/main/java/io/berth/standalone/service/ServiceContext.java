package io.berth.standalone.service;

import io.berth.standalone.fault.FaultInjection;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts one service's Spring context, alone in a JVM or beside others. */
public final class ServiceContext {

  private ServiceContext() {}

  /** Starts a service whose servers run already; returns when it listens. */
  public static ConfigurableApplicationContext start(
      Service service, Map<String, String> settings) {
    return start(service, settings, _ -> {});
  }

  /**
   * @param prepared initializes the context before it has beans
   */
  public static ConfigurableApplicationContext start(
      Service service,
      Map<String, String> settings,
      ApplicationContextInitializer<ConfigurableApplicationContext> prepared) {
    return ServiceLogs.attributed(
        service.id(),
        () ->
            new SpringApplicationBuilder(service.application())
                // Without this, Spring Boot searches the manifests of all jars for it.
                .main(service.application())
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                    prepared, AotBeanDefinitions.of(service), FaultInjection.of(service.id()))
                // The launcher closes the services before the servers.
                .registerShutdownHook(false)
                .run(arguments(service, settings)));
  }

  /** Passes settings as arguments, so that no file or environment variable overrides them. */
  static String[] arguments(Service service, Map<String, String> settings) {
    String[] arguments = new String[settings.size() + 2];
    arguments[0] = "--spring.config.name=" + service.id();
    arguments[1] = "--spring.lifecycle.timeout-per-shutdown-phase=5s";
    int next = 2;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      arguments[next++] = "--" + setting.getKey() + "=" + setting.getValue();
    }
    return arguments;
  }
}
