package io.berth.console.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.delivery.CallProblem;
import io.berth.console.RunningConsole;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSource;

class CallProblemTextsTests {
  private final MessageSource messages = RunningConsole.get().bean(MessageSource.class);

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void everyCauseOfAFailedCallbackHasWordsOfItsOwn(String language) {
    Locale locale = Locale.forLanguageTag(language);
    assertThat(CallProblem.values())
        .extracting(
            problem ->
                messages.getMessage("console.callbacks.problem." + problem, null, "", locale))
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }
}
