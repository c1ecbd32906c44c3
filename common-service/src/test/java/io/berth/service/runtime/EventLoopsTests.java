package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

class EventLoopsTests {

  @Test
  void outliveEverythingThatStopsAndEndWithTheBeans() {
    new ApplicationContextRunner()
        .withPropertyValues("berth.public-origin=http://localhost:8080")
        .withConfiguration(AutoConfigurations.of(RuntimeAutoConfiguration.class))
        .run(
            context -> {
              LoopResources loops =
                  context.getBean(ReactorResourceFactory.class).getLoopResources();
              context.getSourceApplicationContext().stop();
              assertThat(loops.isDisposed()).isFalse();
              context.getSourceApplicationContext().close();
              assertThat(loops.isDisposed()).isTrue();
            });
  }
}
