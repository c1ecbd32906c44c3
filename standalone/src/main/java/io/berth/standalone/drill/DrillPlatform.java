package io.berth.standalone.drill;

import io.berth.demo.merchant.MerchantClient.Credentials;
import io.berth.demo.traffic.Demo;
import java.util.Locale;

/** Platform of a drill: one app with money, and one player. */
final class DrillPlatform {

  static final String PLAYER = "player@example.com";

  /** Opening balance of the app in each kind of account. */
  static final int OPENING = 1_000_000;

  private DrillPlatform() {}

  static String yaml(String callbackUrl) {
    Credentials app = Demo.DRAGONEX;
    return String.format(
        Locale.ROOT,
        """
        coins: [{ id: 1, code: usdt, decimals: 6, price_usdt: "1" }]
        companies:
          - id: drill
            apps:
              - app_id: %s
                dialect: dragonex
                name: Drill
                admin: merchant@example.com
                callback_url: "%s"
                scopes: [1, 5, 6, 7, 11, 12, 13]
                coins: [usdt]
                keys: [{ access_key: %s, secret_key: %s }]
                resp_check_key: %s
                balances: { coin: { usdt: "%d" }, open: { usdt: "%d" } }
        users:
          - { login: %s, uid: %d, password: berth-demo-1 }
        """,
        app.appId(),
        callbackUrl,
        app.accessKey(),
        app.secretKey(),
        app.checkKey(),
        OPENING,
        OPENING,
        PLAYER,
        PayoutLoad.PLAYER);
  }
}
