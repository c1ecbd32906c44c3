package io.berth.service.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.keyset.KeySetAutoConfiguration;
import io.berth.service.runtime.RuntimeAutoConfiguration;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ReactorResourceFactory;

class SqlAutoConfigurationTests {

  @Test
  void databaseAndWebShareTheirEventLoops() {
    new ApplicationContextRunner()
        .withPropertyValues("berth.public-origin=http://localhost:8080")
        .withConfiguration(
            AutoConfigurations.of(
                RuntimeAutoConfiguration.class,
                KeySetAutoConfiguration.class,
                SqlAutoConfiguration.class))
        .run(
            context -> {
              ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder();
              context.getBean(ConnectionFactoryOptionsBuilderCustomizer.class).customize(options);
              assertThat(options.build().getValue(Option.valueOf("loopResources")))
                  .isSameAs(context.getBean(ReactorResourceFactory.class).getLoopResources());
            });
  }
}
