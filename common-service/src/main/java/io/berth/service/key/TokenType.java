package io.berth.service.key;

import com.nimbusds.jose.JOSEObjectType;

/**
 * Kinds of tokens that did-service signs. The type stands in the signed header, so that nothing
 * signed for one purpose is taken for another.
 */
public enum TokenType {
  ACCESS_TOKEN("at+jwt"),
  SESSION("session+jwt"),
  /** A browser in which somebody has signed in before; only did-service reads it. */
  DEVICE("device+jwt"),
  /** A right password, while a code is asked for; only did-service reads it. */
  PENDING_SIGN_IN("pending-sign-in+jwt"),
  /** What a passkey has to sign, and for what; only did-service reads it. */
  PASSKEY_CHALLENGE("passkey-challenge+jwt"),
  /** A link in an email that turns such emails off; only did-service reads it. */
  UNSUBSCRIBE("unsubscribe+jwt"),
  /** An {@link io.berth.api.app.AppRecord} on its topic; has no expiry. */
  APP_RECORD("app-record");

  private final String header;
  private final JOSEObjectType type;

  TokenType(String header) {
    this.header = header;
    this.type = new JOSEObjectType(header);
  }

  /** Value of the header {@code typ}. */
  public String header() {
    return header;
  }

  JOSEObjectType type() {
    return type;
  }
}
