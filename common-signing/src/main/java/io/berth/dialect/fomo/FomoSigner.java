package io.berth.dialect.fomo;

import static io.berth.dialect.fomo.FomoParameters.CLIENT_ID;
import static io.berth.dialect.fomo.FomoParameters.CLIENT_SECRET;
import static io.berth.dialect.fomo.FomoParameters.SIGN;
import static io.berth.dialect.fomo.FomoParameters.TIMESTAMP;

import io.berth.dialect.api.App;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.http.FormText;
import io.berth.signing.TimestampSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes requests as an app's server or front end does. */
final class FomoSigner {
  static final Set<String> NAMES =
      Set.of(CLIENT_ID.name(), CLIENT_SECRET.name(), TIMESTAMP.name(), SIGN.name());

  private FomoSigner() {}

  /** Null where the app has no secret. */
  static @Nullable SignedRequest sign(UnsignedRequest request, Proof proof, App app, Instant now) {
    String secret = FomoSettings.secret(app);
    if (secret == null) {
      return null;
    }
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> proofs =
        Map.of(
            CLIENT_ID.name(),
            app.publicId(),
            CLIENT_SECRET.name(),
            secret,
            TIMESTAMP.name(),
            timestamp,
            SIGN.name(),
            TimestampSignature.sign(secret, timestamp));
    Map<String, String> sent = new LinkedHashMap<>();
    proof.parameters().stream()
        .flatMap(parameter -> parameter.named())
        .filter(parameter -> proofs.containsKey(parameter.name()))
        .forEach(parameter -> sent.put(parameter.name(), proofs.get(parameter.name())));
    String signedText =
        sent.containsKey(SIGN.name()) ? TimestampSignature.redactedStringToSign(timestamp) : "";
    sent.putAll(request.parameters());
    Map<String, String> headers = new LinkedHashMap<>();
    String token = request.token().accessToken();
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (request.method().equals("GET")) {
      return SignedRequest.of(
          FormText.target(request.path(), sent), headers, new byte[0], signedText);
    }
    headers.putAll(FormText.HEADERS);
    String body = FormText.of(sent);
    return new SignedRequest(
        request.path(),
        headers,
        body.getBytes(StandardCharsets.US_ASCII),
        body.replace(secret, "…"),
        signedText);
  }
}
