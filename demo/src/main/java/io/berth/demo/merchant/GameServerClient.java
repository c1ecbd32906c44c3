package io.berth.demo.merchant;

import io.berth.demo.recording.ExchangeListener;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Remark.About;
import io.berth.demo.recording.RecordingHttpClient;
import io.berth.demo.recording.RecordingHttpClient.Call;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the demo games' servers, and signed requests as such a server. */
public final class GameServerClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RecordingHttpClient calls;
  private final RecordingHttpClient unrecorded = new RecordingHttpClient(exchange -> {});

  public GameServerClient(ExchangeListener recorder) {
    this.calls = new RecordingHttpClient(recorder);
  }

  /** Reads a page of a demo game's server that is no part of its protocol. */
  public JsonNode get(String url) {
    return send(unrecorded, new Call("GET", URI.create(url), Map.of(), ""));
  }

  /** A signed POST with its parameters in the query and no body ({@code protocols/egret.md}). */
  public JsonNode post(String url, Map<String, String> parameters, String appKey) {
    Map<String, String> sorted = new TreeMap<>(parameters);
    String text = MerchantSignatures.joined(sorted, "");
    sorted.put("sign", MerchantSignatures.md5(text + appKey));
    return send(
        calls,
        new Call("POST", URI.create(url + '?' + encoded(sorted)), Map.of(), ""),
        new Remark(About.SIGNED, text + "{app_key}"));
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                each.getKey() + '=' + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode send(RecordingHttpClient calls, Call call, Remark... remarks) {
    try {
      return JSON.readTree(calls.send(call, remarks).body());
    } catch (JacksonException e) {
      throw new Mismatch(call.uri() + " answers no JSON");
    }
  }

  @Override
  public void close() {
    calls.close();
    unrecorded.close();
  }
}
