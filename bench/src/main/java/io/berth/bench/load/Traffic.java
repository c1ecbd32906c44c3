package io.berth.bench.load;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What kind of requests a {@link Phase} sends. */
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

  /** The conversation that a connection holds, made where the load is. */
  default Script script(int connections) {
    return switch (this) {
      case SamePost post -> new RepeatedPost(post);
    };
  }
}
