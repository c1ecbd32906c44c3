package io.berth.standalone.drill;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.PlatformUnreachable;
import io.berth.standalone.drill.PayoutResponses.Payout;
import io.berth.standalone.drill.PayoutResponses.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Sends payouts of one merchant from several threads until it is stopped. */
final class PayoutLoad {

  static final long PLAYER = 1_000_000;

  private static final int THREADS = 4;
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int PAID = 1;
  private static final int ORDER_EXISTS = 4009;
  private static final int TOO_FREQUENT = 12;
  private static final int DATE_TOO_FAR_OFF = 9021;

  private final MerchantClient merchant;
  private final PayoutResponses responses;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  PayoutLoad(MerchantClient merchant, PayoutResponses responses, int round) {
    this.merchant = merchant;
    this.responses = responses;
    for (int i = 0; i < THREADS; i++) {
      String prefix = "drill_" + round + "_" + i + "_";
      threads.add(Thread.ofPlatform().start(() -> payOut(prefix)));
    }
  }

  private void payOut(String prefix) {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int number = 0; running; number++) {
      BigDecimal volume = BigDecimal.valueOf(random.nextInt(1, 1_000), 3).stripTrailingZeros();
      Payout payout = new Payout(prefix + number, volume, random.nextBoolean());
      responses.addSent(payout);
      send(merchant, responses, payout);
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Sends a payout, also a second time, and records the response. */
  static void send(MerchantClient merchant, PayoutResponses responses, Payout payout) {
    String path = payout.open() ? "/api/v1/open/pay/app2user/do/" : "/api/v1/pay/app2user/do/";
    try {
      SignedResponse response =
          merchant.post(
              path,
              Map.of(
                  "trade_no", payout.tradeNo(),
                  "uid", PLAYER,
                  "coin_code", "usdt",
                  "volume", payout.volume().toPlainString(),
                  "scene", "drill",
                  "desc", "",
                  "device", "drill"));
      switch (response.code()) {
        case PAID, ORDER_EXISTS -> responses.record(payout, Response.PAID);
        case TOO_FREQUENT, DATE_TOO_FAR_OFF -> responses.record(payout, Response.REFUSED);
        // A timeout inside the platform leaves the result open, like a missing response.
        default -> responses.record(payout, Response.NONE);
      }
    } catch (Mismatch | PlatformUnreachable noResponse) {
      responses.record(payout, Response.NONE);
    }
  }

  void stop() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
