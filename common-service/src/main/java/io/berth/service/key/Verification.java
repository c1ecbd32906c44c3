package io.berth.service.key;

import io.berth.service.json.BerthJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Result of verifying a token or record signed by did-service. */
public sealed interface Verification {

  /**
   * Signed by did-service and, if a token, not expired.
   *
   * @param payload as signed
   */
  record Genuine(String payload) implements Verification {
    public JsonNode claims() {
      return BerthJson.mapper().readTree(payload);
    }

    public <T> T as(Class<T> type) {
      return BerthJson.mapper().readValue(payload, type);
    }

    static Genuine of(byte[] payload) {
      return new Genuine(new String(payload, StandardCharsets.UTF_8));
    }
  }

  /** Signed by did-service, and its time is over. */
  record Expired(String payload) implements Verification {}

  /**
   * @param why for logs, free of what the token said
   */
  record Forged(String why) implements Verification {}

  /** The keys could not be had, so nobody knows. */
  record Undecided(String why) implements Verification {}
}
