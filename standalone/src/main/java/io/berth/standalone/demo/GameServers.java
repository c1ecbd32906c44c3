package io.berth.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the demo games' servers, and the platform as such a server does. */
final class GameServers implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Transcript transcript;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  GameServers(Transcript transcript) {
    this.transcript = transcript;
  }

  JsonNode get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  /** A signed POST with its parameters in the query and no body ({@code protocols/egret.md}). */
  JsonNode posts(String url, Map<String, String> parameters, String appKey) {
    Map<String, String> sorted = new TreeMap<>(parameters);
    String text =
        sorted.entrySet().stream()
            .map(each -> each.getKey() + '=' + each.getValue())
            .collect(Collectors.joining());
    sorted.put("sign", Digests.md5(text + appKey));
    String target = url + '?' + encoded(sorted);
    transcript.sent("POST " + target);
    return send(
        HttpRequest.newBuilder(URI.create(target)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                each.getKey() + '=' + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(TIMEOUT).build();
    try {
      return JSON.readTree(client.send(built, HttpResponse.BodyHandlers.ofString()).body());
    } catch (JacksonException e) {
      throw new Mismatch(built.uri() + " answers no JSON");
    } catch (IOException e) {
      throw new Mismatch(built.uri() + " cannot be reached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
