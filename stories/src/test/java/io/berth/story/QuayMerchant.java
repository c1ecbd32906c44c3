package io.berth.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.berth.signing.SortedMd5;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A merchant's server of the sixth dialect; it takes note of a callback when asked again. */
final class QuayMerchant implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** A callback as it came. */
  record Callback(String method, Map<String, String> fields, Instant at) {
    String ref() {
      return fields.getOrDefault("ref", "");
    }
  }

  private final String origin;
  private final String appId;
  private final String secret;
  private final HttpServer server;
  private final List<Callback> callbacks = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  QuayMerchant(String origin, String appId, String secret) throws IOException {
    this.origin = origin;
    this.appId = appId;
    this.secret = secret;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> fields = new TreeMap<>();
      new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(line -> fields.put(line[0], line[1]));
      Callback callback = new Callback(exchange.getRequestMethod(), fields, Instant.now());
      boolean again = !callbacks(callback.ref()).isEmpty();
      callbacks.add(callback);
      byte[] answer = (again ? "aye\n" : "not yet").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(again ? 500 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  List<Callback> callbacks(String ref) {
    List<Callback> about = new ArrayList<>(callbacks);
    about.removeIf(callback -> !callback.ref().equals(ref));
    return about;
  }

  String callbackUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks";
  }

  boolean signed(Callback callback) {
    Map<String, String> fields = new TreeMap<>(callback.fields());
    return SortedMd5.KEY_APPENDED.matches(fields, secret, String.valueOf(fields.remove("sig")));
  }

  HttpResponse<String> post(String endpoint, Map<String, String> parameters) {
    return post(endpoint, parameters, secret);
  }

  HttpResponse<String> post(String endpoint, Map<String, String> parameters, String key) {
    Map<String, String> fields = new TreeMap<>(parameters);
    fields.put("app", appId);
    fields.put("at", Long.toString(Instant.now().getEpochSecond()));
    fields.put("sig", SortedMd5.KEY_APPENDED.sign(fields, key));
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin + "/quay/api/" + endpoint))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
