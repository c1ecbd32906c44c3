package io.berth.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ClientConnectionTests {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final DataSize LARGE = DataSize.ofMegabytes(1);

  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());

  /** RFC 9112, 9.6: closing at once resets the connection, and the response is lost. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%s",
        "GET / HTTP/1.1\r\nHost: h\r\nX: %s",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n%s"
      })
  void lingersWhileAnUnreadableRequestMayGoOn(String request) {
    ConnectionLimits limits =
        new ConnectionLimits(
            new ConnectionProperties(9, 9, LARGE, LARGE, 9, 9, LONG, LONG, LONG, LONG),
            ForwardedAddresses.none(),
            new ConnectionMetrics(new SimpleMeterRegistry(), "service"));
    channel
        .pipeline()
        .addLast(ClientConnection.NAME, Objects.requireNonNull(limits.open(channel)))
        .addLast(RequestHeadValidator.NAME, new RequestHeadValidator(false));

    send(request.formatted("x".repeat(9_000)));
    FullHttpResponse response = channel.readOutbound();
    assertThat(response.status().code()).isBetween(400, 499);
    send("x".repeat(300_000));
    assertThat(channel.isOpen()).isTrue();
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
  }
}
