package io.berth.dialect.quay;

import io.berth.api.ErrorCode;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.api.ResponseBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Codes at the beginning of a response. */
enum QuayCode {
  AYE("aye"),
  UNSIGNED("not signed"),
  WRONG("cannot be"),
  LATER("come back later"),
  BROKEN("we are broken");

  private final String words;

  QuayCode(String words) {
    this.words = words;
  }

  /** What the wire calls a refusal of the core. */
  static QuayCode of(ErrorCode cause) {
    return switch (cause.category()) {
      case CALLER -> cause == ErrorCode.SIGNATURE_WRONG ? UNSIGNED : WRONG;
      case LATER -> LATER;
      case OURS -> BROKEN;
    };
  }

  ResponseBody answer(String lines) {
    String text = ordinal() + " " + words + "\n" + lines;
    return new ResponseBody(
        200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static List<WireCode> wireCodes() {
    return Arrays.stream(values())
        .map(
            code ->
                new WireCode(
                    code.ordinal(),
                    code.words,
                    Arrays.stream(ErrorCode.values())
                        .filter(cause -> of(cause) == code)
                        .collect(Collectors.toSet())))
        .toList();
  }
}
