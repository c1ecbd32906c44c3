package io.berth.demo.shop;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.DemoApps;
import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.MerchantApi;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.OnesMerchantApi;
import io.berth.demo.merchant.SignedResponse;
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
    ShopContext floor,
    MerchantClient merchant,
    MerchantApi api) {

  static Shop dragonex(ShopContext floor) {
    MerchantClient merchant = merchant(floor, DemoApps.LANTERN_SHOP, AccessKeyNames.DRAGONEX);
    MerchantApi api = new DragonexMerchantApi(floor.platform(), merchant);
    return new Shop("dragonex", "1,7", Goods.LANTERNS, floor, merchant, api);
  }

  static Shop ones(ShopContext floor) {
    MerchantClient merchant = merchant(floor, DemoApps.KITE_SHOP, AccessKeyNames.ONES);
    MerchantApi api = new OnesMerchantApi(floor.platform(), merchant);
    return new Shop("ones", "1,7", Goods.KITES, floor, merchant, api);
  }

  private static MerchantClient merchant(
      ShopContext floor, MerchantClient.Credentials credentials, AccessKeyNames conventions) {
    return new MerchantClient(
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
    return CurrentRequest.CURRENT.get().id();
  }

  /** Whether the platform did it; if not, the visitor hears why. */
  boolean fine(SignedResponse answer) {
    boolean fine = answer.code() == api.conventions().success();
    if (!fine) {
      floor.say(Flash.bad("refused", Integer.toString(answer.code()), answer.message()));
    }
    return fine;
  }
}
