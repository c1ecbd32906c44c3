package io.berth.demo.recording;

import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Remark;
import io.berth.demo.recording.RecordedExchange.Request;
import io.berth.demo.recording.RecordedExchange.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Sends a merchant's HTTP requests and records each exchange. */
public final class RecordingHttpClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** An outgoing request. */
  public record Call(String method, URI uri, Map<String, String> headers, byte[] body) {

    public Call(String method, URI uri, Map<String, String> headers, String body) {
      this(method, uri, headers, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ExchangeListener recorder;

  public RecordingHttpClient(ExchangeListener recorder) {
    this.recorder = recorder;
  }

  public HttpResponse<byte[]> send(Call call, Remark... remarks) {
    return send(call, response -> List.of(), remarks);
  }

  /**
   * @param check makes remarks about the response
   */
  public HttpResponse<byte[]> send(
      Call call, Function<HttpResponse<byte[]>, List<Remark>> check, Remark... remarks) {
    Instant began = Instant.now();
    List<Remark> all = new ArrayList<>(List.of(remarks));
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri).timeout(TIMEOUT);
    request.method(call.method, HttpRequest.BodyPublishers.ofByteArray(call.body));
    call.headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      all.addAll(check.apply(response));
      record(
          call,
          began,
          new Response(response.statusCode(), shown(response), text(response.body())),
          all);
      return response;
    } catch (IOException e) {
      record(call, began, Response.NONE, all);
      throw new PlatformUnreachable(call.uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformUnreachable(call.uri, e);
    }
  }

  private void record(Call call, Instant began, Response response, List<Remark> remarks) {
    String query = call.uri.getRawQuery();
    recorder.record(
        new RecordedExchange(
            Kind.CALL,
            began,
            Duration.between(began, Instant.now()),
            new Request(
                call.method,
                call.uri.getRawPath() + (query == null ? "" : "?" + query),
                call.headers,
                text(call.body)),
            response,
            remarks));
  }

  /** Keeps the headers that the protocols define, and drops those of the server. */
  private static Map<String, String> shown(HttpResponse<?> response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().map().forEach((name, values) -> shown(headers, name, values));
    return headers;
  }

  private static void shown(Map<String, String> headers, String name, List<String> values) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("dragonex-")
        || lower.startsWith("ones-")
        || List.of("content-type", "location", "x-request-id").contains(lower)) {
      headers.put(lower, values.getFirst());
    }
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
