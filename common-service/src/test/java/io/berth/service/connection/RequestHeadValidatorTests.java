package io.berth.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes go in; what the framework would get, or the refusal, comes out. */
class RequestHeadValidatorTests {

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new HttpRequestDecoder(), new RequestHeadValidator(false));

  private HttpRequest passed(String head) {
    channel.writeInbound(Unpooled.copiedBuffer(head + "\r\n", StandardCharsets.ISO_8859_1));
    return channel.readInbound();
  }

  private int refused(String head) {
    assertThat(passed(head)).as(head).isNull();
    FullHttpResponse answer = channel.readOutbound();
    assertThat(answer.headers().get("connection")).isEqualTo("close");
    assertThat(channel.isOpen()).isFalse();
    return answer.status().code();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n",
        "GET / HTTP/1.1\r\nHost: a, b\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n",
        "GET / HTTP/1.1\r\nHost: a@b\r\n",
        "GET / HTTP/1.1\r\nHost: a:65536\r\n",
        "GET / HTTP/1.1\r\nHost: a:b\r\n",
        "GET / HTTP/1.1\r\nHost: [::1\r\n",
        "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n",
        "GET /?a=%zz HTTP/1.1\r\nHost: a\r\n",
        "GET /%00 HTTP/1.1\r\nHost: a\r\n",
        "GET /?q=%00 HTTP/1.1\r\nHost: a\r\n",
        "GET nowhere HTTP/1.1\r\nHost: a\r\n",
        "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n",
        "G\u0001T / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nBro ken: x\r\n",
      })
  void whatCannotBeReadIsABadRequest(String head) {
    assertThat(refused(head)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INVENTED", "TRACE", "CONNECT", "get"})
  void methodsAreOfAFixedSet(String method) {
    assertThat(refused(method + " / HTTP/1.1\r\nHost: a\r\n")).isEqualTo(405);
  }

  @Test
  void distinguishesOversize() {
    assertThat(refused("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n")).isEqualTo(414);
  }

  @Test
  void distinguishesLongHeaders() {
    assertThat(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(9_000) + "\r\n"))
        .isEqualTo(431);
  }

  @ParameterizedTest
  @CsvSource({
    "/p?x[]=1&p=100%&q=%41,/p?x%5B%5D=1&p=100%25&q=%41",
    "/a|b?c={d}<e>,/a%7Cb?c=%7Bd%7D%3Ce%3E",
    "http://elsewhere/a?b=c,/a?b=c",
    "https://elsewhere,/",
  })
  void oddTargetsThatCanBeReadAreEscaped(String target, String escaped) {
    HttpRequest request = passed("GET " + target + " HTTP/1.1\r\nHost: a\r\n");
    assertThat(request.uri()).isEqualTo(escaped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b:80", "under_score", "[::1]:8080", "127.0.0.1", "xn--a:1"})
  void hostsThatAreHostsPass(String host) {
    assertThat(passed("GET / HTTP/1.1\r\nHost: " + host + "\r\n")).isNotNull();
  }

  @Test
  void oldClientsNeedNoHost() {
    assertThat(passed("GET / HTTP/1.0\r\n")).isNotNull();
  }

  @Test
  void malformedOptionalHeadersAreIgnored() {
    HttpRequest request =
        passed(
            "POST / HTTP/1.1\r\nHost: a\r\nAccept: /;;q\r\nAccept-Language: ;q=x\r\n"
                + "Accept-Charset: ?\r\nContent-Type: %\r\nReferer: {\r\nContent-Length: 0\r\n");
    assertThat(request.headers().names())
        .containsExactlyInAnyOrder("Host", "Referer", "Content-Length");
  }

  @Test
  void wellFormedOptionalHeadersStay() {
    HttpRequest request =
        passed(
            "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html,*/*;q=0.8\r\n"
                + "Accept-Language: ko-KR, en;q=0.5\r\nConnection: close\r\n");
    assertThat(request.headers().names())
        .containsExactlyInAnyOrder("Host", "Accept", "Accept-Language", "Connection");
  }

  @Test
  void upgradesAreIgnored() {
    HttpRequest request =
        passed(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
    assertThat(request.headers().names()).containsExactly("Host");
  }
}
