package io.berth.test.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Tells a Spring test context where the servers of {@link BerthServers} are. */
final class BerthServersContextCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    ServersRequest request = ServersRequest.of(testClass);
    return request == null ? null : new Customizer(request);
  }

  /** A record, because Spring keeps one context for equal customizers. */
  private record Customizer(ServersRequest request) implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource("berth-servers", TestServers.of(request).springProperties()));
    }
  }
}
