package io.berth.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoomyBuffersTests {

  private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());

  RoomyBuffersTests() {
    channel.config().setAllocator(new RoomyBuffers());
  }

  @Test
  void aUsualResponseIsOneBuffer() {
    channel.writeOutbound(response("x".repeat(500)));

    assertThat(channel.outboundMessages()).hasSize(1);
    assertThat(written()).endsWith("\r\n\r\n" + "x".repeat(500));
  }

  @Test
  void alsoAfterResponsesWhoseHeadsTellTheEncoderWhatToExpect() {
    for (int i = 0; i < 20; i++) {
      channel.writeOutbound(response("y".repeat(500)));
      written();
    }
    channel.writeOutbound(response("z".repeat(500)));

    assertThat(channel.outboundMessages()).hasSize(1);
    written();
  }

  @Test
  void aLargeResponseIsWrittenWhole() {
    channel.writeOutbound(response("x".repeat(5_000)));

    assertThat(written()).endsWith("\r\n\r\n" + "x".repeat(5_000));
  }

  private String written() {
    StringBuilder all = new StringBuilder();
    ByteBuf part = channel.readOutbound();
    while (part != null) {
      all.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
      part = channel.readOutbound();
    }
    return all.toString();
  }

  private static FullHttpResponse response(String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1));
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length());
    response.headers().set("x-request-id", "0f8fad5bd9cb469fa165708867a2e1f2");
    return response;
  }
}
