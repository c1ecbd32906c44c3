package io.berth.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.dialect.callback.Callbacks.Message;
import io.berth.dialect.http.HttpUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;

/** Tests odd responses of merchants' servers. */
class OddAnswerTests {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess";
  private static final String BAD = "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\nfail";

  private final LoopResources loops = LoopResources.create("client", 1, true);
  private final RawReceiver receiver = new RawReceiver();
  private final MerchantClient client =
      new MerchantClient(new AddressRules(true), loops, LIMIT, LIMIT, LIMIT);

  @AfterEach
  void close() {
    client.close();
    receiver.close();
    loops.dispose();
  }

  /** A receiver that ends a connection with RST, as a firewall or a crashed server does. */
  @Test
  void reportsAResetConnectionInWords() {
    receiver.then(
        connection -> {
          connection.socket().setSoLinger(true, 0);
          connection.socket().close();
        });
    assertThat(call("/reset"))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            reply -> assertThat(reply.error()).isEqualTo(CallProblems.RESET));
  }

  @Test
  void aCleanConnectionIsKept() {
    for (int i = 0; i < 5; i++) {
      receiver.then(OK);
      isSuccess(call("/" + i));
    }
    assertThat(receiver.connections()).isOne();
  }

  /** Behind the response, in the same bytes: a line end, noise, a whole response, half a one. */
  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "noise", BAD, "HTTP/1.1 500 Oops\r\nConte", "\0"})
  void surplusBytesDoNotSpoilTheNextExchange(String surplus) {
    receiver.then(OK + surplus).then(OK).then(OK);
    isSuccess(call("/first"));
    isSuccess(call("/second"));
    isSuccess(call("/third"));
    assertThat(receiver.received())
        .containsExactly(
            "1 GET /first HTTP/1.1", "2 GET /second HTTP/1.1", "2 GET /third HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", BAD, "HTTP/1.1 500 Oops\r\nConte"})
  void norDoThoseThatComeWhileNobodyAsks(String surplus) {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    receiver
        .then(
            connection -> {
              connection.write(OK);
              answered.await();
              connection.write(surplus);
              // The client hangs up on it.
              connection.socket().getInputStream().read();
              closed.countDown();
            })
        .then(OK);
    isSuccess(call("/first"));
    answered.countDown();
    Awaitility.await().atMost(LIMIT).until(() -> closed.getCount() == 0);
    isSuccess(call("/second"));
    assertThat(receiver.received())
        .containsExactly("1 GET /first HTTP/1.1", "2 GET /second HTTP/1.1");
  }

  @Test
  void surplusBytesThatComeAfterTheNextRequestCostNoAttempt() {
    receiver.then(OK).then("noise\r\n" + OK).then(OK);
    isSuccess(call("/first"));
    isSuccess(call("/second"));
    assertThat(receiver.received())
        .containsExactly(
            "1 GET /first HTTP/1.1", "1 GET /second HTTP/1.1", "2 GET /second HTTP/1.1");
  }

  @Test
  void noticesSurplusBytesOfAChunkedResponse() {
    receiver
        .then("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nsuccess\r\n0\r\n\r\n7")
        .then(OK);
    isSuccess(call("/first"));
    isSuccess(call("/second"));
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void whoSpeaksFirstIsNotAWebServer() {
    receiver.then("220 mail.example ESMTP\r\n");
    assertThat(call("/"))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            reply -> assertThat(reply.error()).isEqualTo(CallProblems.UNREADABLE));
  }

  @Test
  void skipsInterimResponses() {
    receiver
        .then(
            "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 102 Processing\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"
                + OK)
        .then(
            connection -> {
              for (int i = 0; i < 8; i++) {
                connection.write("HTTP/1.1 102 Processing\r\n\r\n");
              }
              connection.write(OK);
            })
        .then(OK);
    isSuccess(call("/first"));
    isSuccess(call("/second"));
    isSuccess(call("/third"));
    assertThat(receiver.connections()).isOne();
  }

  @Test
  void butNotForEver() {
    receiver
        .then("HTTP/1.1 102 Processing\r\n\r\n".repeat(1000) + OK)
        .then("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
        .then(OK);
    assertThat(call("/first")).isInstanceOf(Reply.Unanswered.class);
    assertThat(call("/second"))
        .isInstanceOfSatisfying(
            Reply.Answered.class, reply -> assertThat(reply.status()).isEqualTo(101));
    isSuccess(call("/third"));
  }

  @Test
  void decodesCompressedResponses() {
    receiver
        .then(connection -> connection.write(encoded("gzip", gzip("success"))))
        .then(connection -> connection.write(encoded("deflate", deflate("success"))))
        .then(connection -> connection.write(encoded("identity", bytes("success"))))
        .then(connection -> connection.write(encoded("X-GZIP", gzip("success"))));
    for (int i = 0; i < 4; i++) {
      isSuccess(call("/" + i));
    }
    assertThat(receiver.connections()).isOne();
  }

  /** 64 MB of zeros in 64 kB. */
  @Test
  void aBombIsCutOff() {
    receiver
        .then(connection -> connection.write(encoded("gzip", gzip("\0".repeat(64 << 20)))))
        .then(OK);
    assertThat(call("/bomb"))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            reply -> {
              assertThat(reply.complete()).isFalse();
              assertThat(reply.body()).hasSizeLessThanOrEqualTo(BodyCollector.LIMIT);
            });
    isSuccess(call("/next"));
  }

  @Test
  void aBodyThatIsNotCompressedAsItSaysIsHalfAResponse() {
    receiver
        .then(connection -> connection.write(encoded("gzip", bytes("success".repeat(9)))))
        .then(OK);
    assertThat(call("/first"))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            reply -> {
              assertThat(reply.status()).isEqualTo(200);
              assertThat(reply.complete()).isFalse();
            });
    isSuccess(call("/second"));
  }

  @Test
  void manyHeadersAreToleratedUpToABound() {
    receiver.then(withHeaders(1, 60_000)).then(withHeaders(4_000, 1)).then(withHeaders(8_000, 1));
    isSuccess(call("/first"));
    isSuccess(call("/second"));
    // On the kept connection and, since something else may have come between, on a new one.
    receiver.then(withHeaders(8_000, 1)).then(OK);
    assertThat(call("/third"))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class,
            reply -> assertThat(reply.error()).isEqualTo(CallProblems.UNREADABLE));
    isSuccess(call("/fourth"));
  }

  private static String withHeaders(int count, int length) {
    return OK.replace(
        "\r\n\r\n", ("\r\nX-Debug: " + "x".repeat(length)).repeat(count) + "\r\n\r\n");
  }

  private static byte[] encoded(String coding, byte[] body) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Encoding: "
                + coding
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n"));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void isSuccess(Reply reply) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answered -> {
              assertThat(answered.status()).isEqualTo(200);
              assertThat(answered.complete()).isTrue();
              assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("success");
            });
  }

  private Reply call(String path) {
    Message message = new Message("GET", HttpUrl.of(receiver.url(path)), Map.of(), new byte[0]);
    Reply reply = client.send(message, "request-1").block(Duration.ofSeconds(10));
    // The connection goes back in the same turn of its loop that brought the reply.
    loops.onClient(true).submit(() -> {}).syncUninterruptibly();
    return reply;
  }
}
