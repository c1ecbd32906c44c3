package io.berth.did;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Command;
import io.berth.api.DidCommand;
import io.berth.api.wire.WireTypes;
import io.berth.did.fixture.DidServiceTest;
import io.berth.service.command.CommandHandlers;
import io.berth.test.LifecycleOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;

@DidServiceTest
class CommandsIntegrationTests {
  @Autowired List<CommandHandlers> features;

  @Test
  void nothingStopsBeforeWhatNeedsIt(@Autowired ConfigurableApplicationContext context) {
    assertThat(LifecycleOrder.problems(context, CommandHandlers.class, RouterFunction.class))
        .isEmpty();
  }

  @Test
  void everyCommandHasExactlyOneHandler() {
    assertThat(features.stream().flatMap(feature -> feature.types().stream()))
        .containsExactlyInAnyOrderElementsOf(
            WireTypes.records().stream()
                .filter(DidCommand.class::isAssignableFrom)
                .<Class<? extends Command>>map(type -> type.asSubclass(DidCommand.class))
                .toList());
  }
}
