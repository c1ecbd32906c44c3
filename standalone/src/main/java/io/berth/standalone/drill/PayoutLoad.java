package io.berth.standalone.drill;

import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.recording.PlatformUnreachable;
import io.berth.standalone.drill.AcknowledgedOrders.Answered;
import io.berth.standalone.drill.AcknowledgedOrders.Payout;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A merchant that pays its player out, again and again, from several threads. */
final class PayoutLoad {

  static final long PLAYER = 1_000_000;

  private static final int THREADS = 4;
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int PAID = 1;
  private static final int ORDER_EXISTS = 4009;
  private static final int TOO_FREQUENT = 12;

  private final MerchantClient merchant;
  private final AcknowledgedOrders promises;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean going = true;

  PayoutLoad(MerchantClient merchant, AcknowledgedOrders promises, int round) {
    this.merchant = merchant;
    this.promises = promises;
    for (int i = 0; i < THREADS; i++) {
      String prefix = "drill_" + round + "_" + i + "_";
      threads.add(Thread.ofPlatform().start(() -> payOut(prefix)));
    }
  }

  private void payOut(String prefix) {
    RandomGenerator random = RandomGenerator.getDefault();
    for (int number = 0; going; number++) {
      BigDecimal volume = BigDecimal.valueOf(random.nextInt(1, 1_000), 3).stripTrailingZeros();
      Payout payout = new Payout(prefix + number, volume, random.nextBoolean());
      promises.sending(payout);
      send(merchant, promises, payout);
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Sends a payout, for the first time or again, and notes what came back. */
  static void send(MerchantClient merchant, AcknowledgedOrders promises, Payout payout) {
    String path = payout.open() ? "/api/v1/open/pay/app2user/do/" : "/api/v1/pay/app2user/do/";
    try {
      SignedResponse answer =
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
      switch (answer.code()) {
        case PAID, ORDER_EXISTS -> promises.answered(payout, Answered.PAID);
        case TOO_FREQUENT -> promises.answered(payout, Answered.REFUSED);
        // Time-outs and broken connections inside tell as little as none at all.
        default -> promises.answered(payout, Answered.NOTHING);
      }
    } catch (Mismatch | PlatformUnreachable noAnswer) {
      promises.answered(payout, Answered.NOTHING);
    }
  }

  void stop() throws InterruptedException {
    going = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
