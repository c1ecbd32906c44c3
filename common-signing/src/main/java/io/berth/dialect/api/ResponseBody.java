package io.berth.dialect.api;

/**
 * A response before it is signed.
 *
 * @param contentType as sent
 */
public record ResponseBody(int status, String contentType, byte[] body) {
  public static ResponseBody json(byte[] body) {
    return new ResponseBody(200, "application/json", body);
  }
}
