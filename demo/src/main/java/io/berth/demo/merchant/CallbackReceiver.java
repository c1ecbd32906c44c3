package io.berth.demo.merchant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.demo.recording.Transcript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Receives the callbacks of a merchant. */
public final class CallbackReceiver implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Time at which a callback of an order arrived. */
  public record Receipt(String tradeNo, Instant at) {}

  private record Callback(
      byte[] body, JsonNode json, String seconds, String signature, Instant at) {

    String tradeNo() {
      return json.path("trade_no").asString(json.path("trade_id").asString(""));
    }
  }

  private final HttpServer server;
  private final List<Callback> received = new CopyOnWriteArrayList<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  private CallbackReceiver(HttpServer server) {
    this.server = server;
  }

  /**
   * @param port 0 for any
   */
  public static CallbackReceiver listen(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    CallbackReceiver receiver = new CallbackReceiver(server);
    server.createContext("/callback", receiver::receive);
    server.start();
    return receiver;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/callback";
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int status = 200;
      try {
        Callback callback =
            new Callback(
                body,
                read(exchange, body),
                header(exchange, "-ts"),
                header(exchange, "-sign"),
                Instant.now());
        received.add(callback);
        if (broken.stream().anyMatch(tradeNo -> isAbout(callback, tradeNo))) {
          status = 500;
        }
      } catch (JacksonException e) {
        status = 400;
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** Reads JSON, or a form as a JSON object of strings. */
  private static JsonNode read(HttpExchange exchange, byte[] body) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      return JSON.readTree(body);
    }
    ObjectNode fields = JSON.createObjectNode();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  /** Returns a signature header under the name of either AccessKey protocol. */
  private static String header(HttpExchange exchange, String suffix) {
    for (AccessKeyNames names : List.of(AccessKeyNames.DRAGONEX, AccessKeyNames.ONES)) {
      String value = exchange.getRequestHeaders().getFirst(names.prefix() + suffix);
      if (value != null) {
        return value;
      }
    }
    return "";
  }

  /** Answers callbacks of this order with 500 from now on. */
  public void failCallbacksOf(String tradeNo) {
    broken.add(tradeNo);
  }

  /** Answers callbacks of this order with 200 again. */
  public void acceptCallbacksOf(String tradeNo) {
    broken.remove(tradeNo);
  }

  /** Returns all callbacks so far, in the order of their arrival. */
  public List<Receipt> receipts() {
    return received.stream().map(callback -> new Receipt(callback.tradeNo(), callback.at)).toList();
  }

  /** Counts the callbacks of an order. */
  public long count(String tradeNo) {
    return received.stream().filter(callback -> isAbout(callback, tradeNo)).count();
  }

  /**
   * Waits for a callback of an order and checks its signature.
   *
   * @param which 1 for the first one
   */
  public JsonNode awaitCallback(
      String tradeNo, int which, MerchantClient.Credentials credentials, Transcript transcript) {
    Callback callback = await(tradeNo, which, transcript);
    Mismatch.unlessEqual(
        MerchantSignatures.responseSignature(
            callback.body, callback.seconds, credentials.checkKey()),
        callback.signature,
        "the callback's signature");
    return callback.json;
  }

  /** Waits for the first callback of an order in a protocol without callback signatures. */
  public JsonNode awaitUnsignedCallback(String tradeNo, Transcript transcript) {
    return await(tradeNo, 1, transcript).json;
  }

  private Callback await(String tradeNo, int which, Transcript transcript) {
    Callback callback =
        Polling.until(
            "callback " + which + " of " + tradeNo,
            () -> {
              List<Callback> about =
                  received.stream().filter(each -> isAbout(each, tradeNo)).toList();
              return about.size() >= which ? Optional.of(about.get(which - 1)) : Optional.empty();
            });
    transcript.received("callback " + new String(callback.body, StandardCharsets.UTF_8));
    return callback;
  }

  private static boolean isAbout(Callback callback, String tradeNo) {
    JsonNode json = callback.json;
    return json.path("trade_no").asString("").equals(tradeNo)
        || json.path("trade_id").asString("").equals(tradeNo);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
