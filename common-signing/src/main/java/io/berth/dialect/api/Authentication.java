package io.berth.dialect.api;

import io.berth.api.Outcome.Refusal;
import org.jspecify.annotations.Nullable;

/** Result of a dialect's checks of a request. */
public sealed interface Authentication {

  /**
   * The app's own server, signature checked.
   *
   * @param keyId the access key, or the name of the dialect's secret, that it was signed with
   */
  record Server(App app, String keyId) implements Authentication {}

  /**
   * A front end with an access token that the gateway must still verify.
   *
   * @param app whose token it has to be; null where the token alone names the app
   * @param device that the token has to be bound to; null where the dialect sends none
   */
  record TokenBearer(@Nullable App app, String accessToken, @Nullable String device)
      implements Authentication {}

  /** A caller who needs no credentials at this endpoint. */
  record Anyone(@Nullable App app) implements Authentication {}

  /**
   * @param app whose secret signs the refusal, where it is known
   * @param mismatch where a signature was wrong
   */
  record Refused(Refusal refusal, @Nullable App app, @Nullable Mismatch mismatch)
      implements Authentication {}

  /**
   * @param stringToSign with every secret replaced
   * @param presented the signature that came
   */
  record Mismatch(String stringToSign, String presented) {}
}
