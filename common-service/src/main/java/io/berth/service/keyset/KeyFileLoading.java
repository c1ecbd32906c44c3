package io.berth.service.keyset;

import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Adds the settings of {@code berth.keys.file} above everything else that is configured. */
final class KeyFileLoading implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String path = environment.getProperty(KeyFile.PROPERTY);
    if (path != null && !path.isBlank()) {
      KeyFile file = new KeyFile(Path.of(path));
      environment.getPropertySources().addFirst(file.parse(file.read()));
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
