package io.berth.standalone.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;

/**
 * Switches off what only the dependencies of other services configure. In production, each service
 * has a class path of its own; here they share one.
 */
public final class SharedClassPath {

  private SharedClassPath() {}

  /** Adds the settings to those of a service. */
  public static void put(Map<String, String> all, Service service) {
    List<Class<?>> excluded = new ArrayList<>();
    if (service.database().isEmpty()) {
      excluded.add(R2dbcAutoConfiguration.class);
      excluded.add(DataSourceAutoConfiguration.class);
    }
    if (service == Service.GATEWAY || service == Service.CALLBACK) {
      excluded.add(ThymeleafAutoConfiguration.class);
    }
    if (!excluded.isEmpty()) {
      all.put(
          "spring.autoconfigure.exclude",
          String.join(",", excluded.stream().map(Class::getName).toList()));
    }
    if (service != Service.GATEWAY) {
      all.put("spring.cloud.gateway.server.webflux.enabled", "false");
    }
  }

  /** The settings as arguments of the service's program. */
  public static List<String> arguments(Service service) {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, service);
    return settings.entrySet().stream()
        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
        .toList();
  }
}
