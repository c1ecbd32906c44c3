package io.berth.dialect.api;

/**
 * A secret that does not show itself in logs.
 *
 * @param reveal the secret itself
 */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "Secret[…]";
  }
}
