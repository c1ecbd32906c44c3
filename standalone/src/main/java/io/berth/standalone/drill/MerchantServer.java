package io.berth.standalone.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Acknowledges callbacks of a drill's app, and stores when each order's came. */
public final class MerchantServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OK = 200;
  private static final int REFUSED = 500;

  private final HttpServer server;
  private final Map<String, List<Instant>> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<String> refusing = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch hanging = new CountDownLatch(0);

  private MerchantServer(HttpServer server) {
    this.server = server;
  }

  static MerchantServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    MerchantServer merchant = new MerchantServer(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/callback", merchant::receive);
    server.start();
    return merchant;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      hanging.await();
      String tradeNo =
          JSON.readTree(exchange.getRequestBody().readAllBytes()).path("trade_no").asString("");
      if (refusing.contains(tradeNo)) {
        refused.add(tradeNo);
        exchange.sendResponseHeaders(REFUSED, -1);
        return;
      }
      acknowledged.computeIfAbsent(tradeNo, _ -> new CopyOnWriteArrayList<>()).add(Instant.now());
      exchange.sendResponseHeaders(OK, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes callbacks from now on without reading or answering them. */
  void hang() {
    hanging = new CountDownLatch(1);
  }

  /** Reads and answers what has come since {@link #hang()}. */
  void answer() {
    hanging.countDown();
  }

  /** Answers callbacks of this order with 500 from now on. */
  public void refuse(String tradeNo) {
    refusing.add(tradeNo);
  }

  /** Answers callbacks of this order with 200 again. */
  public void accept(String tradeNo) {
    refusing.remove(tradeNo);
  }

  /** Whether a callback of this order was refused. */
  public boolean hasRefused(String tradeNo) {
    return refused.contains(tradeNo);
  }

  /** Returns when callbacks of this order were acknowledged. */
  public List<Instant> acknowledged(String tradeNo) {
    return List.copyOf(acknowledged.getOrDefault(tradeNo, List.of()));
  }

  /** Returns when callbacks were acknowledged, by the order's trade number. */
  Map<String, List<Instant>> acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() {
    answer();
    server.stop(0);
  }
}
