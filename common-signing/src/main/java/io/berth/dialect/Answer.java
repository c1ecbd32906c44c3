package io.berth.dialect;

/**
 * An answer's bytes, before they are sealed.
 *
 * @param contentType as sent
 */
public record Answer(int status, String contentType, byte[] body) {
  public static Answer json(byte[] body) {
    return new Answer(200, "application/json", body);
  }
}
