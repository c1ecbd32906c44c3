package io.berth.demo.recording;

import io.berth.demo.recording.RecordedExchange.Kind;
import io.berth.demo.recording.RecordedExchange.Part;
import io.berth.demo.recording.RecordedExchange.Remark;
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

/** A merchant's HTTP client, every exchange of which is recorded. */
public final class RecordingHttpClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** A request as it goes out. */
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
    return send(call, answer -> List.of(), remarks);
  }

  /**
   * @param check what can be said of an answer once it is there
   */
  public HttpResponse<byte[]> send(
      Call call, Function<HttpResponse<byte[]>, List<Remark>> check, Remark... remarks) {
    Instant began = Instant.now();
    List<Remark> all = new ArrayList<>(List.of(remarks));
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri).timeout(TIMEOUT);
    request.method(call.method, HttpRequest.BodyPublishers.ofByteArray(call.body));
    call.headers.forEach(request::header);
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      all.addAll(check.apply(answer));
      record(call, began, answer.statusCode(), new Part(shown(answer), text(answer.body())), all);
      return answer;
    } catch (IOException e) {
      record(call, began, 0, Part.NOTHING, all);
      throw new PlatformUnreachable(call.uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformUnreachable(call.uri, e);
    }
  }

  private void record(Call call, Instant began, int status, Part answer, List<Remark> remarks) {
    String query = call.uri.getRawQuery();
    recorder.record(
        new RecordedExchange(
            Kind.CALL,
            began,
            Duration.between(began, Instant.now()),
            call.method,
            call.uri.getRawPath() + (query == null ? "" : "?" + query),
            new Part(call.headers, text(call.body)),
            status,
            answer,
            remarks));
  }

  /** Those that protocols speak of; the rest is of the server and of no interest. */
  private static Map<String, String> shown(HttpResponse<?> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> shown(headers, name, values));
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
