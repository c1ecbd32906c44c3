package io.berth.pay.conversion;

import java.util.List;

/**
 * @param possible false where the order's coin has no price or too little is kept for conversions
 */
public record Offers(List<Offer> all, boolean possible) {
  static final Offers IMPOSSIBLE = new Offers(List.of(), false);
}
