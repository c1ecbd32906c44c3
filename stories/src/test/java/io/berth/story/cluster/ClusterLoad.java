package io.berth.story.cluster;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Order;
import io.berth.demo.merchant.MerchantApi.Payment;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import io.berth.demo.traffic.Demo;
import io.berth.story.SignedInClients;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Steady load of one merchant, its players and its people: payouts, payments, sign-ins, questions
 * and pages, over connections that are kept.
 */
final class ClusterLoad implements AutoCloseable {

  static final BigDecimal PAYOUT = new BigDecimal("0.001");
  static final BigDecimal PAYMENT = new BigDecimal("1");

  /** Each may have five codes in ten minutes. */
  static final int PLAYERS = 30;

  private static final Transcript QUIET =
      new Transcript(new PrintStream(OutputStream.nullOutputStream()));
  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/";
  private static final String STATE = "state_cluster";
  private static final String SCOPES = "1,7";
  private static final long ALICE = 1_000_000;
  private static final int ORDER_EXISTS = 4009;

  /** A request that did not get what it asked for. */
  record Failure(String what, String why, Instant began, Instant ended) {

    @Override
    public String toString() {
      return "%s %s–%s: %s".formatted(what, began, ended, why);
    }
  }

  private interface Work {
    void run(int turn) throws Exception;
  }

  private final String origin;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final MerchantClient merchant;
  private final DragonexMerchantApi shop;
  private final SignedInClients session;
  private final HttpClient browser =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> payouts = ConcurrentHashMap.newKeySet();
  private final Set<String> payments = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, Instant> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<String, AtomicInteger> done = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;

  ClusterLoad(String origin) throws Exception {
    this.origin = origin;
    this.merchant = client(origin);
    this.shop = new DragonexMerchantApi(origin, merchant);
    this.session = SignedInClients.as(origin, "merchant@example.com");
  }

  /** The demo's platform, with the players of this load. */
  static String platform(CallbackReceiver callbacks) {
    StringBuilder platform = new StringBuilder(Demo.platform(callbacks.port()));
    for (int player = 0; player < PLAYERS; player++) {
      platform.append(
          String.format(
              Locale.ROOT,
              "  - { login: %s, password: %s, pay_password: %s, balances: { coin: { usdt: \"100\" } } }%n",
              login(player),
              Demo.PASSWORD,
              Demo.PAY_PASSWORD));
    }
    return platform.toString();
  }

  static MerchantClient client(String origin) {
    return new MerchantClient(
        origin, Demo.DRAGONEX, AccessKeyNames.DRAGONEX, QUIET, Clock.systemUTC());
  }

  static Player player(String origin, String login) {
    return new Player(origin, login, Demo.PASSWORD, Demo.PAY_PASSWORD, QUIET);
  }

  static String login(int player) {
    return "cluster" + player + "@example.com";
  }

  void start() {
    repeat("payout", 80, this::payOut);
    repeat("payout", 120, this::payOut);
    repeat("question", 80, _ -> succeed(shop.balance(openId(), "usdt")));
    repeat("page", 300, turn -> page(turn % 2 == 0 ? "/account" : "/console"));
    repeat("sign-in", 2_000, turn -> signIn(origin, login(turn % PLAYERS)));
    repeat("payment", 4_000, this::pay);
  }

  private static String openId() {
    return "59991c0e35855a48bb1157295dd63ce4";
  }

  private void repeat(String what, long pauseMillis, Work work) {
    done.putIfAbsent(what, new AtomicInteger());
    Thread thread =
        Thread.ofPlatform()
            .name(what)
            .start(
                () -> {
                  for (int turn = 0; running; turn++) {
                    Instant began = Instant.now();
                    try {
                      work.run(turn);
                      done.get(what).incrementAndGet();
                      Thread.sleep(pauseMillis);
                    } catch (InterruptedException e) {
                      return;
                    } catch (Exception e) {
                      failures.add(new Failure(what, e.toString(), began, Instant.now()));
                    }
                  }
                });
    threads.add(thread);
  }

  private static SignedResponse succeed(SignedResponse response) {
    return response.orMismatch(AccessKeyNames.DRAGONEX, "a request");
  }

  private void payOut(int turn) {
    String tradeNo = "out_" + run + "_" + Thread.currentThread().threadId() + "_" + turn;
    payouts.add(tradeNo);
    succeed(sendPayout(tradeNo));
    acknowledged.put(tradeNo, Instant.now());
  }

  private SignedResponse sendPayout(String tradeNo) {
    return merchant.post(
        "/api/v1/pay/app2user/do/",
        Map.of(
            "trade_no", tradeNo,
            "uid", ALICE,
            "coin_code", "usdt",
            "volume", PAYOUT.toPlainString(),
            "scene", "cluster",
            "desc", "",
            "device", "cluster"));
  }

  private void pay(int turn) {
    String tradeNo = "in_" + run + "_" + turn;
    try (Player player = player(origin, login(turn % PLAYERS))) {
      String payUrl =
          succeed(
                  shop.prepay(
                      new Payment(
                          Buyer.ANYBODY, tradeNo, PAYMENT.toPlainString(), "", STATE, REDIRECT)))
              .text("pay_url");
      payments.add(tradeNo);
      Page paid = player.pay(payUrl);
      Mismatch.unless(paid.location() != null, "the payment ends on a page, " + paid.status());
      Mismatch.unlessEqual("1", paid.redirectParameters().get("status"), "the payment's status");
      acknowledged.put(tradeNo, Instant.now());
    }
  }

  /** Signs a player in to the app with a new browser; returns the tokens. */
  static SignedResponse signIn(String origin, String login) {
    try (MerchantClient client = client(origin);
        Player player = player(origin, login)) {
      DragonexMerchantApi shop = new DragonexMerchantApi(origin, client);
      Map<String, String> granted =
          player.allow(shop.loginLink(SCOPES, STATE, REDIRECT)).redirectParameters();
      return succeed(shop.exchangeCode(granted.getOrDefault("code", ""), SCOPES, STATE));
    }
  }

  private void page(String path) throws Exception {
    int status = status(origin + path);
    Mismatch.unless(status == 200, path + " answers " + status);
  }

  /** The status of a page for the session that was opened at the beginning. */
  int status(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .header("Cookie", session.cookies())
            .header("Accept", "text/html")
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Requests that got what they asked for, by kind. */
  String done() {
    return new TreeMap<>(done).toString();
  }

  /** Takes the failures since the last time. */
  List<Failure> takeFailures() {
    List<Failure> taken = new ArrayList<>();
    for (Failure next = failures.poll(); next != null; next = failures.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** When each order was acknowledged as paid. */
  Map<String, Instant> acknowledged() {
    return acknowledged;
  }

  void stop() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /**
   * Sends payouts without an answer again and looks payments without one up, as a merchant does.
   */
  void settleOpenOrders() {
    for (String tradeNo : payouts) {
      if (!acknowledged.containsKey(tradeNo)) {
        SignedResponse again = sendPayout(tradeNo);
        if (again.code() != ORDER_EXISTS) {
          succeed(again);
        }
        acknowledged.put(tradeNo, Instant.now());
      }
    }
    for (String tradeNo : payments) {
      if (!acknowledged.containsKey(tradeNo)
          && shop.read(succeed(shop.order(tradeNo)).data()).status() == Order.PAID) {
        acknowledged.put(tradeNo, Instant.now());
      }
    }
  }

  /** The app's balance as the orders that it knows make it. */
  BigDecimal expected(BigDecimal before) {
    long paidOut = acknowledged.keySet().stream().filter(payouts::contains).count();
    long paid = acknowledged.keySet().stream().filter(payments::contains).count();
    BigDecimal cut = PAYMENT.multiply(new BigDecimal("0.01"));
    return before
        .subtract(PAYOUT.multiply(BigDecimal.valueOf(paidOut)))
        .add(PAYMENT.subtract(cut).multiply(BigDecimal.valueOf(paid)));
  }

  BigDecimal balance() {
    return new BigDecimal(
        succeed(merchant.post("/api/v1/admin/coin/detail/", Map.of("coin_code", "usdt")))
            .text("total"));
  }

  @Override
  public void close() {
    running = false;
    merchant.close();
    browser.shutdownNow();
  }
}
