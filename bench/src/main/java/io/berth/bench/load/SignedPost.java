package io.berth.bench.load;

import io.berth.bench.load.Traffic.Merchant;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes signed requests as a merchant's server does, with Berth's signing. */
final class SignedPost {

  private static final String TYPE = "application/json";
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Merchant merchant;
  private final String path;
  private long dateSecond;
  private String date = "";

  SignedPost(Merchant merchant, String path) {
    this.merchant = merchant;
    this.path = path;
  }

  byte[] with(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String sha1 = ContentSha1.of(body);
    String signedAt = date();
    String signature =
        HeaderSignature.of(
                "POST",
                path,
                Map.of(
                    "content-sha1", List.of(sha1),
                    "content-type", List.of(TYPE),
                    "date", List.of(signedAt)),
                List.of())
            .sign(merchant.secretKey());
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nApp-Id: "
            + merchant.appId()
            + "\r\nAuth: "
            + merchant.accessKey()
            + ":"
            + signature
            + "\r\nContent-Type: "
            + TYPE
            + "\r\nContent-Sha1: "
            + sha1
            + "\r\nDate: "
            + signedAt
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private String date() {
    long second = System.currentTimeMillis() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = IMF_FIXDATE.format(Instant.ofEpochSecond(second));
    }
    return date;
  }
}
