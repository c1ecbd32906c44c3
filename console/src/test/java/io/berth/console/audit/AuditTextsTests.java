package io.berth.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.console.RunningConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.MessageSource;

class AuditTextsTests {
  /** Kinds of objects that services write about: the first half of every action. */
  private static final Pattern ACTION =
      Pattern.compile(
          "\"((?:app|key|secret|company|member|invitation|user|channel|coin|balance|adjustment"
              + "|reconciliation|platform|second-factor|passkey|books|dead-letter|launch|tester|order"
              + "|test-clock|test-player)\\.[a-z-]+)\"");

  private static final Path APP_FIELDS =
      Path.of("../did-service/src/main/java/io/berth/did/app/AppAuditFields.java");

  private static final List<String> STEPS =
      List.of("propose", "confirm", "refuse", "withdraw", "expire", "time-passed", "fail");

  private final MessageSource messages = RunningConsole.get().bean(MessageSource.class);

  private AuditTexts words(String language) {
    return new AuditTexts(messages, Locale.forLanguageTag(language));
  }

  private static Set<String> written() throws IOException {
    Set<String> actions = new TreeSet<>();
    for (String service : List.of("did-service", "pay-service", "callback-service")) {
      try (Stream<Path> files = Files.walk(Path.of("..", service, "src", "main", "java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          ACTION
              .matcher(Files.readString(file))
              .results()
              .map((MatchResult found) -> found.group(1))
              .forEach(actions::add);
        }
      }
    }
    return actions;
  }

  /** A new action without words would be shown to operators as the code has it. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void everyActionThatAServiceWritesHasWords(String language) throws IOException {
    AuditTexts words = words(language);
    Set<String> actions = written();
    assertThat(actions).contains("app.state", "adjustment.request", "coin.set", "user.freeze");
    for (String action : actions) {
      assertThat(words.action(action)).as(action).isNotEqualTo(action);
    }
    for (String byTwo : List.of("app.terms", "user.operator", "coin.price", "balance.give")) {
      for (String step : STEPS) {
        String action = byTwo + "." + step;
        assertThat(words.action(action)).as(action).isNotEqualTo(action);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void everyFieldOfAnAppHasWords(String language) throws IOException {
    AuditTexts words = words(language);
    Set<String> fields = new TreeSet<>();
    Pattern.compile("(?:fields\\.put\\(|put\\(\\s*fields,)\\s*\"([a-z_0-9]+)\"")
        .matcher(Files.readString(APP_FIELDS))
        .results()
        .forEach(found -> fields.add(found.group(1)));
    assertThat(fields).contains("owners", "required_scopes", "coins");
    for (String field : fields) {
      assertThat(words.field(field)).as(field).isNotEqualTo(field);
    }
  }

  @Test
  void fieldsAndValuesAreWordsAndTheUnknownStaysAsItIs() {
    AuditTexts words = words("en");
    assertThat(words.field("daily_payout_limit.usdt")).isEqualTo("Daily payout limits usdt");
    assertThat(words.field("key.c0ffee.ips")).isEqualTo("Access key c0ffee.ips");
    assertThat(words.field("something_new")).isEqualTo("something_new");
    assertThat(words.value("side", "CREDIT")).isEqualTo("credit");
    assertThat(words.value("enabled", "false → true")).isEqualTo("no → yes");
    assertThat(words.value("scopes", "[1, 5] → [1]"))
        .isEqualTo("[log in, users pay the app] → [log in]");
    assertThat(words.value("price_usdt", "0.5")).isEqualTo("0.5");
    assertThat(words("ko").action("coin.price.propose")).isEqualTo("코인 가격 변경: 요청됨");
  }
}
