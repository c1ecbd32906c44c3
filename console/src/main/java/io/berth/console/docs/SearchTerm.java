package io.berth.console.docs;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A word of a query with the other words that the field has for the same, in the languages of the
 * console. A word of Latin letters and digits is found whole, also in the plural; one of a script
 * without spaces is found anywhere.
 */
record SearchTerm(Set<String> words) {
  private static final List<String> PLURALS = List.of("", "s", "es");

  private static final List<Set<String>> SYNONYMS =
      List.of(
          Set.of("callback", "webhook", "notification", "回调", "通知", "콜백", "웹훅"),
          Set.of("refund", "return", "退款", "환불"),
          Set.of("payout", "withdrawal", "app2user", "pay_user", "打款", "付款", "지급"),
          Set.of("prepay", "prepayment", "pre_pay", "预支付", "선결제"),
          Set.of("signature", "sign", "signing", "hmac", "签名", "서명"),
          Set.of("login", "sign-in", "authorization", "oauth", "登录", "授权", "로그인"),
          Set.of("order", "transfer", "订单", "주문"),
          Set.of("balance", "余额", "잔액"),
          Set.of("token", "令牌", "토큰"),
          Set.of("key", "secret", "credential", "密钥", "키"),
          Set.of("code", "error", "错误码", "오류"),
          Set.of("scope", "permission", "权限", "권한"),
          Set.of("fee", "commission", "cut", "手续费", "수수료"),
          Set.of("reconciliation", "statement", "对账", "정산"),
          Set.of("retry", "resend", "redo", "重试", "재시도"));

  /** Part of a text. */
  record Place(int start, int end) {}

  /**
   * @param word in lower case, not empty
   */
  static SearchTerm of(String word) {
    return new SearchTerm(
        SYNONYMS.stream().filter(it -> it.contains(word)).findFirst().orElse(Set.of(word)));
  }

  /** The first place in a text of lower case, or null. */
  @Nullable Place in(String text) {
    return words.stream()
        .map(word -> place(text, word, 0))
        .filter(Objects::nonNull)
        .min(Comparator.comparingInt(Place::start))
        .orElse(null);
  }

  /** The number of places in a text of lower case, up to a maximum. */
  int count(String text, int maximum) {
    int count = 0;
    for (String word : words) {
      Place place = place(text, word, 0);
      while (place != null && count < maximum) {
        count++;
        place = place(text, word, place.end);
      }
    }
    return count;
  }

  private static @Nullable Place place(String text, String word, int from) {
    for (int at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = end(text, word, at);
      if (end > 0) {
        return new Place(at, end);
      }
    }
    return null;
  }

  /** End of the word or its plural, negative in the middle of a longer Latin word. */
  private static int end(String text, String word, int start) {
    int end = start + word.length();
    if (word.chars().anyMatch(c -> c >= 0x80)) {
      return end;
    }
    if (start > 0 && isLatin(text.charAt(start - 1))) {
      return -1;
    }
    return PLURALS.stream()
        .filter(plural -> text.startsWith(plural, end))
        .mapToInt(plural -> end + plural.length())
        .filter(wordEnd -> wordEnd == text.length() || !isLatin(text.charAt(wordEnd)))
        .findFirst()
        .orElse(-1);
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }
}
