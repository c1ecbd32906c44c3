package io.berth.standalone.service;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One service's Spring context, beside others in the same JVM or alone. */
public final class ServiceContext {

  private ServiceContext() {}

  /** Returns when the service listens; the servers that it needs are there. */
  public static ConfigurableApplicationContext start(
      Service service, Map<String, String> settings) {
    return start(service, settings, _ -> {});
  }

  /**
   * @param prepared sees the context before anything in it exists
   */
  public static ConfigurableApplicationContext start(
      Service service,
      Map<String, String> settings,
      ApplicationContextInitializer<ConfigurableApplicationContext> prepared) {
    return ServiceLogs.attributed(
        service.id(),
        () ->
            new SpringApplicationBuilder(service.application())
                // Whoever is not told searches the manifests of all jars for it.
                .main(service.application())
                .bannerMode(Banner.Mode.OFF)
                .initializers(prepared, AotBeanDefinitions.of(service))
                // Closing is ours: services before servers.
                .registerShutdownHook(false)
                .run(arguments(service, settings)));
  }

  /** As arguments, which no file and no environment variable overrides. */
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
