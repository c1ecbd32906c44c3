package io.berth.bench.suite;

import io.berth.bench.process.Worker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Runs in the process of a {@link Receiver}. */
final class ReceiverProcess {

  private static final Pattern TRADE_NO = Pattern.compile("\"trade_no\":\"([^\"]+)\"");

  private final Map<String, Long> receiptTimes = new ConcurrentHashMap<>();
  private final LongAdder count = new LongAdder();
  private volatile Receiver.@Nullable Callback latest;

  private ReceiverProcess() {}

  public static void main(String[] arguments) throws Exception {
    ReceiverProcess receiver = new ReceiverProcess();
    DisposableServer server =
        HttpServer.create().host("127.0.0.1").port(0).handle(receiver::receive).bindNow();
    Worker.serve(Receiver.Question.class, question -> receiver.answer(question, server.port()));
    System.exit(0);
  }

  private Object answer(Receiver.Question question, int port) {
    return switch (question) {
      case PORT -> port;
      case COUNT -> count.sum();
      case RECEIPT_TIMES -> new Receiver.ReceiptTimes(Map.copyOf(receiptTimes));
      case LATEST -> Objects.requireNonNull(latest);
      case FORGET -> {
        receiptTimes.clear();
        yield count.sumThenReset();
      }
    };
  }

  private Publisher<Void> receive(HttpServerRequest request, HttpServerResponse response) {
    if (request.uri().startsWith(Receiver.HANGS)) {
      return Mono.never();
    }
    return request
        .receive()
        .aggregate()
        .asString()
        .doOnNext(body -> note(request.uri(), body))
        .then(response.status(200).header("content-length", "0").send());
  }

  private void note(String path, String body) {
    Matcher tradeNo = TRADE_NO.matcher(body);
    if (tradeNo.find()) {
      receiptTimes.putIfAbsent(
          tradeNo.group(1), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
      latest = new Receiver.Callback(path, body, tradeNo.group(1));
    }
    count.increment();
  }
}
