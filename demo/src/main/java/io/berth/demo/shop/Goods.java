package io.berth.demo.shop;

import java.util.List;

/**
 * Goods that a shop sells.
 *
 * @param id also names the picture and the messages
 * @param price in usdt
 */
record Goods(String id, String price) {

  static final List<Goods> LANTERNS =
      List.of(new Goods("lantern", "1.5"), new Goods("candle", "0.25"), new Goods("lens", "12"));
  static final List<Goods> KITES =
      List.of(new Goods("kite", "2"), new Goods("string", "0.4"), new Goods("windsock", "3.75"));
  static final List<Goods> TEAS =
      List.of(new Goods("tea", "0.8"), new Goods("pot", "6"), new Goods("cup", "1.2"));
}
