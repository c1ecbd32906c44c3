package io.berth.api.token;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link TokenCommand}s. */
public sealed interface TokenOutcome extends Outcome.Success {

  /**
   * Fresh tokens.
   *
   * @param scopes granted scopes, ascending
   * @param payToken null where the app or the user's grant lacks scope 12
   */
  record TokenGrant(
      String accessToken,
      Instant accessTokenExpiresAt,
      String refreshToken,
      Instant refreshTokenExpiresAt,
      String companyId,
      String appId,
      String openId,
      String unionId,
      long uid,
      List<Integer> scopes,
      @Nullable String payToken,
      String device)
      implements TokenOutcome {}

  record TokenLife(String appId, Instant accessTokenExpiresAt) implements TokenOutcome {}

  record AccessCode(String code, Instant expiresAt) implements TokenOutcome {}
}
