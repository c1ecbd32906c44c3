package io.berth.did.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Topics of emails that people can turn off; all are on until then. */
public enum NoticeTopic {
  /** A payment of theirs. */
  RECEIPT,
  /** Money from an app. */
  PAYOUT,
  /** A payment of theirs that was paid back. */
  REFUND,
  /** An app of their company whose callbacks fail. */
  CALLBACKS,
  /** A decision about what their company or its app applied for. */
  APPLICATIONS;

  /** Whether only owners of companies get them. */
  public boolean forOwners() {
    return ordinal() >= CALLBACKS.ordinal();
  }

  /** Name in forms and keys of messages. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<NoticeTopic> of(String name) {
    return Arrays.stream(values()).filter(topic -> topic.name().equals(name)).findFirst();
  }
}
