package io.berth.signing;

/** The {@code Content-Sha1} header: lower-case hex SHA-1 of the body. */
public final class ContentSha1 {
  private ContentSha1() {}

  public static String of(byte[] body) {
    return Digests.sha1Hex(body);
  }

  public static boolean matches(byte[] body, String presented) {
    return ConstantTime.equal(of(body), presented);
  }
}
