package io.berth.gateway.route;

/** Headers that tell browsers of TLS where the public origin has it. */
final class Transport {

  static final String HEADER = "Strict-Transport-Security";

  /** One year (RFC 6797). Sub-domains are not ours to speak for. */
  static final String STRICT = "max-age=31536000";

  private Transport() {}
}
