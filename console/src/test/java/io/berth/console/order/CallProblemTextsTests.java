package io.berth.console.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.delivery.CallProblem;
import io.berth.console.RunningConsole;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "en, Not sent, No callback URL, Response, Select callbacks to resend.",
    "zh-CN, 未发送, 没有回调地址, 响应, 请选择要重新发送的回调。",
    "ko, 보내지 않음, 콜백 URL 없음, 응답, 다시 보낼 콜백을 선택하세요."
  })
  void callbackPagesUseTheTermsOfWebhooks(
      String language, String notSent, String noUrl, String response, String selectCallbacks) {
    Locale locale = Locale.forLanguageTag(language);
    assertThat(messages.getMessage("console.callbacks.state.NOT_WANTED", null, locale))
        .isEqualTo(notSent);
    assertThat(messages.getMessage("console.timeline.not-wanted", null, locale))
        .startsWith(notSent);
    assertThat(messages.getMessage("console.callbacks.no-url", null, locale)).isEqualTo(noUrl);
    assertThat(messages.getMessage("console.callbacks.answer", null, locale)).isEqualTo(response);
    assertThat(messages.getMessage("console.flash.callbacks.none-chosen", null, locale))
        .endsWith(selectCallbacks);
  }
}
