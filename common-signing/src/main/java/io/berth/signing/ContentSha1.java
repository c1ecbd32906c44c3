package io.berth.signing;

/** The {@code Content-Sha1} header: hex SHA-1 of the body, in either case. */
public final class ContentSha1 {
  private ContentSha1() {}

  /** Lower-case hex. */
  public static String of(byte[] body) {
    return Digests.sha1Hex(body);
  }

  public static boolean matches(byte[] body, String presented) {
    return ConstantTime.equalHex(of(body), presented);
  }
}
