package io.berth.bench.load;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The kind of requests in a {@link Phase}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Traffic {

  /** An app that signs its requests with an access key. */
  record Merchant(String appId, String accessKey, String secretKey) {}

  /**
   * Repeats one signed POST.
   *
   * @param expected part of each correct response's body
   */
  record SamePost(Merchant merchant, String path, String body, String expected)
      implements Traffic {}

  /**
   * Signed payouts of 0.001 usdt with new numbers, from several apps to several players.
   *
   * @param run prefix of all trade numbers
   */
  record Payouts(List<Merchant> merchants, long firstPlayer, int players, String run)
      implements Traffic {}

  /** A player's consent, which an app may exchange for tokens once. */
  record Code(Merchant merchant, String code) {}

  /**
   * Logins, until all codes are used.
   *
   * @param scopes those of the authorization request
   */
  record Logins(List<Code> codes, String scopes, String state, String device) implements Traffic {}

  record Tokens(Merchant merchant, String accessToken, String refreshToken) {}

  /** Each connection refreshes its tokens again and again. */
  record Refreshes(List<Tokens> tokens) implements Traffic {}

  /** Makes the script of requests, in the process that generates load. */
  default RequestScript script(int connections) {
    return switch (this) {
      case SamePost post -> new RepeatedPost(post);
      case Payouts payouts -> new PayoutPosts(payouts);
      case Logins logins -> new LoginPosts(logins);
      case Refreshes refreshes -> new RefreshPosts(refreshes);
    };
  }
}
