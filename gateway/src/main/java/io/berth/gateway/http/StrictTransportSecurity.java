package io.berth.gateway.http;

/** The header that makes browsers use TLS alone, sent where the public origin has TLS. */
public final class StrictTransportSecurity {

  public static final String HEADER = "Strict-Transport-Security";

  /** One year (RFC 6797). Subdomains may belong to others. */
  public static final String STRICT = "max-age=31536000";

  private StrictTransportSecurity() {}
}
