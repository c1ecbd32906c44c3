package io.berth.gateway.http;

/** Headers that tell browsers of TLS where the public origin has it. */
public final class StrictTransportSecurity {

  public static final String HEADER = "Strict-Transport-Security";

  /** One year (RFC 6797). Sub-domains are not ours to speak for. */
  public static final String STRICT = "max-age=31536000";

  private StrictTransportSecurity() {}
}
