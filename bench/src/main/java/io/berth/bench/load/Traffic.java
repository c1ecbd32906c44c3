package io.berth.bench.load;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Kind of requests that a {@link Phase} sends. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Traffic {

  /** An app that signs its requests with an access key. */
  record Merchant(String appId, String accessKey, String secretKey) {}

  /**
   * The same signed POST again and again.
   *
   * @param expected part of each right answer's body
   */
  record SamePost(Merchant merchant, String path, String body, String expected)
      implements Traffic {}

  /**
   * Signed payouts of 0.001 usdt, each of another number, from several apps to several players.
   *
   * @param run begins all trade numbers
   */
  record Payouts(List<Merchant> merchants, long firstPlayer, int players, String run)
      implements Traffic {}

  /** A player's consent, which an app may exchange for tokens once. */
  record Code(Merchant merchant, String code) {}

  /**
   * Log-ins with codes, until there are no more.
   *
   * @param scopes as when the codes were asked for
   */
  record Logins(List<Code> codes, String scopes, String state, String device) implements Traffic {}

  record Tokens(Merchant merchant, String accessToken, String refreshToken) {}

  /** Each connection refreshes tokens of its own, and then what it got for them. */
  record Refreshes(List<Tokens> tokens) implements Traffic {}

  /** The conversation that a connection holds, made where the load is. */
  default RequestScript script(int connections) {
    return switch (this) {
      case SamePost post -> new RepeatedPost(post);
      case Payouts payouts -> new PayoutPosts(payouts);
      case Logins logins -> new LoginPosts(logins);
      case Refreshes refreshes -> new RefreshPosts(refreshes);
    };
  }
}
