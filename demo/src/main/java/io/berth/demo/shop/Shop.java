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
 * @param folder its path on the site
 * @param scopes that it asks players for
 */
record Shop(
    String folder,
    String scopes,
    List<Goods> shelf,
    ShopContext context,
    MerchantClient merchant,
    MerchantApi api) {

  static Shop dragonex(ShopContext context) {
    MerchantClient merchant = merchant(context, DemoApps.LANTERN_SHOP, AccessKeyNames.DRAGONEX);
    MerchantApi api = new DragonexMerchantApi(context.platform(), merchant);
    return new Shop("dragonex", "1,7", Goods.LANTERNS, context, merchant, api);
  }

  static Shop ones(ShopContext context) {
    MerchantClient merchant = merchant(context, DemoApps.KITE_SHOP, AccessKeyNames.ONES);
    MerchantApi api = new OnesMerchantApi(context.platform(), merchant);
    return new Shop("ones", "1,7", Goods.KITES, context, merchant, api);
  }

  private static MerchantClient merchant(
      ShopContext context, MerchantClient.Credentials credentials, AccessKeyNames names) {
    return new MerchantClient(
        context.platform(), credentials, names, context.recorder(), Clock.systemUTC());
  }

  String home() {
    return "/" + folder + "/";
  }

  /** The full address of a page of this shop. */
  String address(String below) {
    return context.origin() + home() + below;
  }

  ShopOrder.Owner owner() {
    return new ShopOrder.Owner(sessionId(), folder);
  }

  static String sessionId() {
    return CurrentRequest.get().sessionId();
  }

  /** Whether the platform accepted the request; shows a message if not. */
  boolean succeeded(SignedResponse response) {
    boolean succeeded = response.code() == api.names().success();
    if (!succeeded) {
      context.show(Flash.bad("refused", Integer.toString(response.code()), response.message()));
    }
    return succeeded;
  }
}
