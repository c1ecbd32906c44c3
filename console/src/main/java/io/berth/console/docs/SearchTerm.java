package io.berth.console.docs;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A word of a query with the other words that the field has for the same, in the languages of the
 * console. A word of Latin letters and digits is found whole, also in the plural; one of a script
 * without spaces is found anywhere.
 */
record SearchTerm(Pattern pattern) {

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

  /**
   * @param word in lower case, not empty
   */
  static SearchTerm of(String word) {
    Set<String> same =
        SYNONYMS.stream().filter(it -> it.contains(word)).findFirst().orElse(Set.of(word));
    return new SearchTerm(
        Pattern.compile(
            same.stream().sorted().map(SearchTerm::expression).collect(Collectors.joining("|"))));
  }

  private static String expression(String word) {
    boolean isLatin = word.chars().allMatch(c -> c < 0x80);
    return isLatin
        ? "(?<![a-z0-9])" + Pattern.quote(word) + "(e?s)?(?![a-z0-9])"
        : Pattern.quote(word);
  }

  /** The first place in a text of lower case, or null. */
  @Nullable MatchResult in(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.toMatchResult() : null;
  }

  int count(String text) {
    return (int) pattern.matcher(text).results().count();
  }
}
