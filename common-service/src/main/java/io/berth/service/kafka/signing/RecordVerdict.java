package io.berth.service.kafka.signing;

/** Result of verifying that a record was written by a service that may write its topic. */
public enum RecordVerdict {
  GENUINE("genuine"),
  /** Carries no signature, like every record that was written before records were signed. */
  UNSIGNED("unsigned"),
  /** Names a key that this service does not have. */
  UNKNOWN_KEY("unknown_key"),
  /** Forged, changed, or moved here from another topic or key. */
  WRONG_SIGNATURE("wrong_signature");

  private final String reason;

  RecordVerdict(String reason) {
    this.reason = reason;
  }

  /** As metrics and logs name it. */
  public String reason() {
    return reason;
  }
}
