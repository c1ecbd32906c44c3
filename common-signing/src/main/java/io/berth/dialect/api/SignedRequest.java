package io.berth.dialect.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that is ready to be sent.
 *
 * @param target path, and query where there is one
 * @param headers in the order in which they are shown
 * @param shownBody the body with every secret replaced
 * @param signedText the text that was signed with every secret replaced; empty where none was
 */
public record SignedRequest(
    String target, Map<String, String> headers, byte[] body, String shownBody, String signedText) {

  /** A request whose body holds no secret. */
  public static SignedRequest of(
      String target, Map<String, String> headers, byte[] body, String signedText) {
    return new SignedRequest(
        target, headers, body, new String(body, StandardCharsets.UTF_8), signedText);
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "SignedRequest[" + target + "]";
  }
}
