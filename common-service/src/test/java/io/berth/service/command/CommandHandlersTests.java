package io.berth.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Done;
import io.berth.api.Outcome.Refusal;
import io.berth.api.balance.BalanceCommand.ReadCoins;
import io.berth.api.balance.BalanceCommand.ReadPrices;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CommandHandlersTests {
  private static final Caller CALLER = Caller.of(Caller.Kind.CLIENT, "1");
  private static final CommandHandlers COINS =
      CommandHandlers.builder()
          .on(ReadCoins.class, (read, caller) -> Mono.just(new Done()))
          .build();
  private static final CommandHandlers PRICES =
      CommandHandlers.builder()
          .on(ReadPrices.class, (read, caller) -> refused(read.symbols().getFirst()))
          .build();

  private static Mono<Outcome> refused(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }

  @Test
  void finds_a_handler_by_the_class_of_the_command() {
    CommandDispatcher both =
        new CommandDispatcher(CommandHandlers.join(List.of(COINS, PRICES)), List.of());

    StepVerifier.create(both.handle(new ReadCoins(), CALLER))
        .expectNext(new Done())
        .verifyComplete();
    StepVerifier.create(both.handle(new ReadPrices(List.of("BTC_USDT")), CALLER))
        .expectNext(Refusal.of(ErrorCode.BAD_PARAMETER, "BTC_USDT"))
        .verifyComplete();
  }

  @Test
  void refuses_a_command_without_a_handler() {
    StepVerifier.create(
            new CommandDispatcher(COINS, List.of()).handle(new ReadPrices(List.of()), CALLER))
        .assertNext(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER)))
        .verifyComplete();
  }

  @Test
  void refuses_two_handlers_of_the_same_command() {
    assertThatThrownBy(() -> CommandHandlers.join(List.of(COINS, COINS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ReadCoins");
  }

  @Test
  void passes_outcomes_through_filters_from_the_last_to_the_first() {
    CommandFilter first = (command, caller, outcome) -> outcome.then(refused("first"));
    CommandFilter second = (command, caller, outcome) -> outcome.then(refused("second"));

    StepVerifier.create(
            new CommandDispatcher(COINS, List.of(first, second)).handle(new ReadCoins(), CALLER))
        .expectNext(Refusal.of(ErrorCode.BAD_PARAMETER, "first"))
        .verifyComplete();
  }
}
