package io.berth.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests the texts that people read: the same in three languages, with one term per thing. {@code
 * docs/glossary.md} lists the terms.
 */
class MessagesTests {

  private static final String ENGLISH = "";
  private static final String CHINESE = "_zh_CN";
  private static final String KOREAN = "_ko";
  private static final List<String> TRANSLATIONS = List.of(CHINESE, KOREAN);

  /** Words with another term, per language. The term stands in the comment beside it. */
  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          ENGLISH,
          Pattern.compile(
              "(?i)\\b(?:mails?|e-mail" // email
                  + "|uid|(?-i:(?:[Uu]ser|[Aa]pp|[Cc]ompany|[Oo]rder|[Rr]equest) ids?)" // user ID
                  + "|told|tell|tells" // notified, sent
                  + "|seal|seals|sealed" // signed
                  + "|dock|desk|journal|strangers?|vouchers?|settlements?"
                  + "|somebody|anybody|whoever" // someone, anyone
                  + "|go on|goes on" // continue
                  + "|present (?:password|secret|price)" // current
                  + "|former secret" // previous
                  + "|given up|gave up" // expired, no further attempts
                  + "|switch(?:ed)? (?:on|off)" // enabled, disabled
                  + "|good (?:until|for)" // valid
                  + "|lately" // recently
                  + "|too many tries|untick|anew|nobody listens)\\b"),
          CHINESE,
          Pattern.compile(
              "账号|帐" // 账户
                  + "|你" // 您
                  + "|佣金" // 手续费
                  + "|应答" // 响应
                  + "|登出" // 退出登录
                  + "|商家" // 商户
                  + "|电邮|电子邮件" // 邮箱, 邮件
                  + "|标识|用户编号|请求编号" // ID
                  + "|利润" // 分润
                  + "|双重验证|第二验证" // 两步验证
                  + "|运营人员|运营令牌"), // 管理员
          KOREAN,
          Pattern.compile(
              "(?<!이)메일" // 이메일
                  + "|기본 계|(?<!은행 )계좌(?! 이체)" // 주 계정; 은행 계좌 and 계좌 이체 are the bank's
                  + "|개방" // 오픈
                  + "|이용자" // 플레이어
                  + "|판매자" // 가맹점
                  + "|당신" // 회원님
                  + "|방언" // 프로토콜
                  + "|아이디|사용자 번호|요청 번호" // ID
                  + "|비밀(?! 키|번호)" // 비밀 키
                  + "|거절(?!$)" // 거부; a friend's request is declined
                  + "|다운로드")); // 내려받기

  /** Names and identifiers that are the same in every language. */
  private static final Set<String> NAMES =
      Set.of(
          ("Berth DragonEx ONES FOMO wancms Egret QQ SDK JavaScript Kafka"
                  + " ID OpenId IP URL HTTP http TLS JSON CSV QR Cookie UTC GMT USDT usdt"
                  + " Auth POST IBAN BIC XML EUR Content Type Length Request Id curl shell charset kB ms"
                  + " BERTH DRILL TEST PDF PNG JPEG callback berth orders Data msg ok true volume pay service"
                  + " Mon Nov")
              .split(" "));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");
  private static final Pattern FORMAT = Pattern.compile("\\{[^{}]*}|\\\\n");
  private static final Pattern LATIN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern CODE = Pattern.compile("[/@=_\\d]");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

  /** One file of messages, by key, in the order of the file. */
  private record Messages(Path file, Map<String, String> texts) {}

  @Test
  void everyLanguageHasTheSameKeysAndPlaceholders() throws IOException {
    for (Path base : bundles()) {
      Messages english = read(base, ENGLISH);
      for (String language : TRANSLATIONS) {
        Messages translated = read(base, language);
        assertThat(translated.texts().keySet())
            .as("%s", translated.file())
            .containsExactlyInAnyOrderElementsOf(english.texts().keySet());
        english
            .texts()
            .forEach(
                (key, text) ->
                    assertThat(placeholders(translated.texts().get(key)))
                        .as("%s: %s", translated.file(), key)
                        .isEqualTo(placeholders(text)));
      }
    }
  }

  /** A module's files are one set of messages, of which the first text of a key is shown. */
  @Test
  void noKeyStandsInTwoFilesOfAModule() throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (Path base : bundles()) {
      for (String key : read(base, ENGLISH).texts().keySet()) {
        assertThat(files.put(base.getParent() + " " + key, base)).as("%s: %s", base, key).isNull();
      }
    }
  }

  @Test
  void noTextHasAWordThatHasAnotherTerm() throws IOException {
    for (String language : List.of(ENGLISH, CHINESE, KOREAN)) {
      Pattern forbidden = FORBIDDEN.get(language);
      assertThat(found(language, text -> words(forbidden, text))).isEmpty();
    }
  }

  @Test
  void translationsAreTranslated() throws IOException {
    for (String language : TRANSLATIONS) {
      assertThat(found(language, MessagesTests::english)).isEmpty();
    }
  }

  /** MessageFormat swallows a straight apostrophe where a text has arguments, and only there. */
  @Test
  void textsHaveNoStrayCharacters() throws IOException {
    Pattern stray = Pattern.compile(" {2}|^ | $|'|\\.\\.\\.|[\\x00-\\x1f\\u00a0\\ufffd]");
    for (String language : List.of(ENGLISH, CHINESE, KOREAN)) {
      assertThat(found(language, text -> words(stray, text))).isEmpty();
    }
  }

  @Test
  void formatsAreValid() throws IOException {
    for (String language : List.of(ENGLISH, CHINESE, KOREAN)) {
      for (Path base : bundles()) {
        read(base, language)
            .texts()
            .forEach(
                (key, text) ->
                    assertThatCode(() -> new MessageFormat(text, Locale.ROOT))
                        .as("%s%s: %s", base, language, key)
                        .doesNotThrowAnyException());
      }
    }
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Latin words that are neither names nor parts of an example such as name@example.com. */
  private static List<String> english(String text) {
    return LATIN
        .matcher(FORMAT.matcher(text).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .filter(run -> !CODE.matcher(run).find())
        .flatMap(run -> words(WORD, run).stream())
        .filter(word -> !NAMES.contains(word))
        .toList();
  }

  private static List<String> words(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  /** What the search finds in the texts of a language, each with its file and key. */
  private static List<String> found(String language, Search search) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path base : bundles()) {
      Messages messages = read(base, language);
      messages
          .texts()
          .forEach(
              (key, text) ->
                  search
                      .in(text)
                      .forEach(
                          word ->
                              found.add(
                                  messages.file()
                                      + ": "
                                      + key
                                      + " has \""
                                      + word
                                      + "\": "
                                      + text)));
    }
    return found;
  }

  private interface Search {
    List<String> in(String text);
  }

  /** Files of English messages, as paths without their ending. */
  private static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> bundles =
          files
              .filter(file -> file.toString().contains("/src/main/resources/"))
              .filter(file -> file.toString().endsWith(CHINESE + ".properties"))
              .map(file -> file.toString().replace(CHINESE + ".properties", ""))
              .sorted()
              .map(Path::of)
              .toList();
      assertThat(bundles).hasSizeGreaterThan(15);
      return bundles;
    }
  }

  private static Messages read(Path base, String language) throws IOException {
    Path file = Path.of(base + language + ".properties");
    Map<String, String> texts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      assertThat(equals).as("%s: %s", file, line).isPositive();
      String key = line.substring(0, equals);
      assertThat(texts.put(key, line.substring(equals + 1))).as("%s: %s twice", file, key).isNull();
    }
    return new Messages(file, texts);
  }
}
