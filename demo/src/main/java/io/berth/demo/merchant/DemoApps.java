package io.berth.demo.merchant;

/** Credentials and ports of the demo file's apps that have their own site. */
public final class DemoApps {

  /** Port of the wancms game. */
  public static final int CASTLE_PORT = 5510;

  public static final int ORCHARD_PORT = 5511;
  public static final int SHOPS_PORT = 5512;

  /** Ports of the servers that the games have for test mode. */
  public static final int TEST_CASTLE_PORT = 5513;

  public static final int TEST_ORCHARD_PORT = 5514;

  public static final String CASTLE = "1001";
  public static final String ORCHARD = "1002";

  /** Keys with which the games' servers sign and verify. */
  public static final GameKeys GAMES =
      new GameKeys("demo-login-key", "demo-pay-key", "demo-egret-app-key");

  /** The same in test mode. */
  public static final GameKeys TEST_GAMES =
      new GameKeys("demo-test-login-key", "demo-test-pay-key", "demo-test-egret-app-key");

  public static final String ORCHARD_CHANNEL = "9166";

  public static final MerchantClient.Credentials LANTERN_SHOP =
      new MerchantClient.Credentials(
          "lanternshop",
          "a81f3c5d07e94b62b1d4f6a2c8e05937",
          "5e0b7d9241c64f3a8f1ea6d37b52c09468d1f7ac",
          "demo-lantern-seal");

  public static final MerchantClient.Credentials KITE_SHOP =
      new MerchantClient.Credentials(
          "kiteshop",
          "c27d9e46b05a41f8a3e6d1948f7b2065",
          "91f4a6c83be25d70f2d8470bc16e93a5d40c7be8",
          "demo-kite-seal");

  private DemoApps() {}

  /**
   * Keys of the two games.
   *
   * @param login of the wancms game, for entries
   * @param pay of the wancms game, for bills and callbacks
   * @param orchard of the Egret game
   */
  public record GameKeys(String login, String pay, String orchard) {}

  /**
   * @param port the merchant site's
   */
  public static FomoClient.App teaHouse(int port) {
    return new FomoClient.App(
        "com.lighthouse_tea",
        "b3d8f15a6c9e4720d1f7ab4836e25c90a7d4e8f1",
        "127.0.0.1:" + port + "/fomo/back");
  }
}
