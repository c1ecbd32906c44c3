package io.berth.dialect.wancms;

import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.page.GameFlow.Ending;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Codes of the SDK's callbacks ({@code protocols/wancms.md}, JavaScript SDK). */
enum WancmsCode {
  CLOSED(5, "pay dialog closed"),
  PAID(6, "paid"),
  FAILED(7, "payment failed"),
  CANCELLED(8, "payment cancelled"),
  BAD_PARAMETER(9, "bad parameter"),
  WRONG_NUMBER(10, "wrong number of parameters"),
  DONE(101, "success");

  private final int number;
  private final String words;

  WancmsCode(int number, String words) {
    this.number = number;
    this.words = words;
  }

  int number() {
    return number;
  }

  String words() {
    return words;
  }

  static WancmsCode of(ErrorCode refusal) {
    return switch (Ending.of(refusal)) {
      case BAD -> BAD_PARAMETER;
      case FAILED -> FAILED;
      case PAID -> PAID;
      case CLOSED -> CLOSED;
      case CANCELLED -> CANCELLED;
    };
  }

  static List<WireCode> wireCodes() {
    Map<WancmsCode, EnumSet<ErrorCode>> causes = new EnumMap<>(WancmsCode.class);
    for (ErrorCode cause : ErrorCode.values()) {
      causes.computeIfAbsent(of(cause), code -> EnumSet.noneOf(ErrorCode.class)).add(cause);
    }
    List<WireCode> codes = new ArrayList<>();
    for (WancmsCode code : values()) {
      EnumSet<ErrorCode> of = causes.getOrDefault(code, EnumSet.noneOf(ErrorCode.class));
      codes.add(new WireCode(code.number, code.words, of));
    }
    return codes;
  }
}
