package io.berth.standalone.game;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A game of the demo file with its own server: pages, signed bills, callbacks. Written from the
 * protocols' text as a merchant would, not with the suite's own signing.
 */
public final class DemoGame implements AutoCloseable {

  /** Where the demo file's games are. */
  public static final int WANCMS_PORT = 5510;

  public static final int EGRET_PORT = 5511;

  public static final String WANCMS_APP = "1001";
  public static final String WANCMS_LOGIN_KEY = "demo-login-key";
  static final String WANCMS_PAY_KEY = "demo-pay-key";
  public static final String EGRET_APP = "1002";
  public static final String EGRET_APP_KEY = "demo-egret-app-key";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String dialect;
  private final String platform;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final List<Map<String, String>> paid = new CopyOnWriteArrayList<>();

  private DemoGame(String dialect, int port, String platform) throws IOException {
    this.dialect = dialect;
    this.platform = platform;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * @param port 0 for any
   * @param platform origin of the suite
   */
  public static DemoGame wancms(int port, String platform) throws IOException {
    return new DemoGame("wancms", port, platform);
  }

  public static DemoGame egret(int port, String platform) throws IOException {
    return new DemoGame("egret", port, platform);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What callbacks with a good sign have told so far. */
  public List<Map<String, String>> paid() {
    return List.copyOf(paid);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
      switch (dialect + exchange.getRequestURI().getPath()) {
        case "wancms/", "egret/" -> file(exchange, dialect + ".html", "text/html");
        case "wancms/wancms.js", "egret/egret.js" ->
            file(exchange, dialect + ".js", "text/javascript");
        case "wancms/order" -> json(exchange, bill(query.getOrDefault("open_id", "")));
        case "wancms/callback" -> text(exchange, wancmsCallback(query) ? "success" : "fail");
        case "egret/me" -> text(exchange, me(query.getOrDefault("token", "")));
        case "egret/callback" -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean good = egretCallback(parameters(new String(body, StandardCharsets.UTF_8)));
          json(exchange, Map.of("code", good ? 0 : 1013));
        }
        case "wancms/paid", "egret/paid" -> json(exchange, paid);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private Map<String, Object> bill(String openId) {
    Map<String, String> bill = new TreeMap<>();
    bill.put("bill_no", "B" + UUID.randomUUID().toString().replace("-", ""));
    bill.put("ext", "tower 7");
    bill.put("goods_name", "Gift box");
    bill.put("open_id", openId);
    bill.put("total_fee", "10");
    Map<String, Object> signed = new LinkedHashMap<>(bill);
    signed.put("sign", wancmsSign(bill));
    signed.put("app_id", WANCMS_APP);
    return signed;
  }

  private static String wancmsSign(Map<String, String> covered) {
    Map<String, String> sorted = new TreeMap<>(covered);
    sorted.put("secret_key", WANCMS_PAY_KEY);
    return Md5.hex(joined(sorted, "&"));
  }

  private boolean wancmsCallback(Map<String, String> told) {
    Map<String, String> covered = new TreeMap<>(told);
    covered.keySet().retainAll(List.of("app_id", "bill_no", "ext", "open_id", "price", "status"));
    return remember(told, wancmsSign(covered));
  }

  private boolean egretCallback(Map<String, String> told) {
    return remember(told, egretSign(told));
  }

  private static String egretSign(Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>(parameters);
    sorted.remove("sign");
    return Md5.hex(joined(sorted, "") + EGRET_APP_KEY);
  }

  private boolean remember(Map<String, String> told, String sign) {
    boolean good = sign.equals(told.get("sign"));
    if (good) {
      paid.add(Map.copyOf(told));
    }
    return good;
  }

  /** Asks the platform who a token stands for, as real games do: all in the query, no body. */
  private String me(String token) throws IOException {
    Map<String, String> query = new TreeMap<>();
    query.put("appId", EGRET_APP);
    query.put("time", Long.toString(Instant.now().toEpochMilli()));
    query.put("token", token);
    query.put("sign", egretSign(query));
    URI uri = URI.create(platform + "/v2/user/getInfo?" + joined(query, "&"));
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri)
                  .timeout(TIMEOUT)
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String joined(Map<String, String> parameters, String separator) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
        .collect(Collectors.joining(separator));
  }

  private static Map<String, String> parameters(@Nullable String raw) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  private void file(HttpExchange exchange, String name, String type) throws IOException {
    try (InputStream contents = DemoGame.class.getResourceAsStream("/games/" + name)) {
      if (contents == null) {
        throw new IOException(name + " is missing");
      }
      String text =
          new String(contents.readAllBytes(), StandardCharsets.UTF_8)
              .replace("{platform}", platform)
              .replace("{app}", WANCMS_APP);
      send(exchange, type, text);
    }
  }

  private static void json(HttpExchange exchange, Object value) throws IOException {
    send(exchange, "application/json", JSON.writeValueAsString(value));
  }

  private static void text(HttpExchange exchange, String text) throws IOException {
    send(exchange, text.startsWith("{") ? "application/json" : "text/plain", text);
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
