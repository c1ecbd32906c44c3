package io.berth.gateway.page;

import java.util.Locale;

/** Messages of the gateway itself to people. */
enum Notice {
  NOT_FOUND(
      404, "Page not found. Check the address.", "页面不存在，请检查网址。", "페이지를 찾을 수 없습니다. 주소를 확인하세요."),
  BAD_REQUEST(
      400,
      "This request is not valid. Go back and try again.",
      "请求无效，请返回后重试。",
      "올바르지 않은 요청입니다. 돌아가서 다시 시도하세요."),
  UNAUTHENTICATED(401, "Authentication is required.", "需要身份验证。", "인증이 필요합니다."),
  METHOD_NOT_ALLOWED(
      405, "This method is not allowed here.", "此处不支持该方法。", "여기서는 이 메서드를 사용할 수 없습니다."),
  TOO_SLOW(
      408,
      "The request took too long to arrive. Please try again.",
      "请求发送时间过长，请重试。",
      "요청이 도착하는 데 너무 오래 걸렸습니다. 다시 시도해 주세요."),
  TOO_LARGE(
      413,
      "The request is too large. Send less at once.",
      "请求内容过大，请减少内容。",
      "요청이 너무 큽니다. 내용을 줄여 주세요."),
  TOO_FREQUENT(
      429,
      "Too many requests. Wait a moment and try again.",
      "请求过于频繁，请稍候再试。",
      "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요."),
  FAILED(
      500,
      "Something went wrong on our side. Please try again.",
      "我们这边出了问题，请重试。",
      "저희 쪽에 문제가 생겼습니다. 다시 시도해 주세요."),
  AWAY(
      503,
      "This service is temporarily unavailable. Please try again soon.",
      "服务暂时不可用，请稍后再试。",
      "서비스를 잠시 이용할 수 없습니다. 잠시 후 다시 시도해 주세요.");

  private final int status;
  private final Wording wording;

  Notice(int status, String english, String chinese, String korean) {
    this.status = status;
    this.wording = new Wording(english, chinese, korean);
  }

  int status() {
    return status;
  }

  /** As programs read it: {@code too_frequent}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String words(Locale language) {
    return wording.in(language);
  }

  static Notice ofStatus(int status) {
    for (Notice notice : values()) {
      if (notice.status == status) {
        return notice;
      }
    }
    return status >= 400 && status < 500 ? BAD_REQUEST : FAILED;
  }
}
