package io.berth.gateway.page;

import java.util.Locale;

/** Messages of the gateway itself to people. */
enum Notice {
  NOT_FOUND(404, "There is no such page.", "没有这个页面。", "페이지를 찾을 수 없습니다."),
  BAD_REQUEST(400, "This request cannot be understood.", "无法理解此请求。", "요청을 이해할 수 없습니다."),
  UNAUTHENTICATED(401, "This needs a key.", "需要密钥。", "키가 필요합니다."),
  METHOD_NOT_ALLOWED(405, "This cannot be done here.", "此处不支持该操作。", "여기서는 할 수 없습니다."),
  TOO_SLOW(408, "This request took too long to arrive.", "请求发送时间过长。", "요청이 도착하는 데 너무 오래 걸렸습니다."),
  TOO_LARGE(413, "That is too much at once.", "内容过大。", "내용이 너무 큽니다."),
  TOO_FREQUENT(429, "Too many requests. Wait a moment.", "请求过于频繁，请稍候。", "요청이 너무 많습니다. 잠시 기다려 주세요."),
  FAILED(500, "Something went wrong on our side.", "我们这边出了问题。", "저희 쪽에 문제가 생겼습니다."),
  AWAY(
      503,
      "This service is away for the moment. Try again soon.",
      "服务暂时不可用，请稍后再试。",
      "서비스를 잠시 이용할 수 없습니다. 곧 다시 시도해 주세요.");

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
