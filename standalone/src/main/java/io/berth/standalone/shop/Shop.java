package io.berth.standalone.shop;

import io.berth.standalone.demo.Answer;
import io.berth.standalone.demo.Conventions;
import io.berth.standalone.demo.DemoApps;
import io.berth.standalone.demo.DragonexShop;
import io.berth.standalone.demo.Merchant;
import io.berth.standalone.demo.OnesShop;
import io.berth.standalone.demo.ShopApi;
import java.time.Clock;
import java.util.List;

/**
 * A shop that speaks one of the AccessKey protocols.
 *
 * @param folder its place in the site
 * @param scopes what it asks for
 */
record Shop(
    String folder,
    String scopes,
    List<Goods> shelf,
    ShopFloor floor,
    Merchant merchant,
    ShopApi api) {

  static Shop dragonex(ShopFloor floor) {
    Merchant merchant = merchant(floor, DemoApps.LANTERN_SHOP, Conventions.DRAGONEX);
    ShopApi api = new DragonexShop(floor.platform(), merchant);
    return new Shop("dragonex", "1,7", Goods.LANTERNS, floor, merchant, api);
  }

  static Shop ones(ShopFloor floor) {
    Merchant merchant = merchant(floor, DemoApps.KITE_SHOP, Conventions.ONES);
    ShopApi api = new OnesShop(floor.platform(), merchant);
    return new Shop("ones", "1,7", Goods.KITES, floor, merchant, api);
  }

  private static Merchant merchant(
      ShopFloor floor, Merchant.Credentials credentials, Conventions conventions) {
    return new Merchant(
        floor.platform(), credentials, conventions, floor.recorder(), Clock.systemUTC());
  }

  String home() {
    return "/" + folder + "/";
  }

  /** A page of this shop, as registered with the platform. */
  String address(String below) {
    return floor.origin() + home() + below;
  }

  static String visit() {
    return Visit.CURRENT.get().id();
  }

  /** Whether the platform did it; if not, the visitor hears why. */
  boolean fine(Answer answer) {
    boolean fine = answer.code() == api.conventions().success();
    if (!fine) {
      floor.say(Flash.bad("refused", Integer.toString(answer.code()), answer.message()));
    }
    return fine;
  }
}
