package io.berth.service.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds {@code berth-defaults.yml} below everything else that is configured. Importing it from each
 * service's file would put it above that file.
 */
final class DefaultSettings implements EnvironmentPostProcessor, Ordered {
  private static final String FILE = "berth-defaults.yml";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.getPropertySources().contains(FILE)) {
      return;
    }
    try {
      for (PropertySource<?> source :
          new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE))) {
        environment.getPropertySources().addLast(source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
