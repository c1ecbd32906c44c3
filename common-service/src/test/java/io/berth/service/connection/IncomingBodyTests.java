package io.berth.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IncomingBodyTests {

  private static final int MAX = 262_144;

  private static IncomingBody announced(int length) {
    HttpHeaders headers = new DefaultHttpHeaders().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
    return new IncomingBody(headers, MAX);
  }

  @Test
  void anAnnouncedLengthReservesNextToNothing() {
    assertThat(announced(MAX).reserved()).isLessThanOrEqualTo(8 * 1024);
    assertThat(announced(522).reserved()).isEqualTo(522);
    assertThat(announced(MAX + 1).reserved()).isZero();
    assertThat(announced(MAX + 1).isAnnouncedTooLarge()).isTrue();
  }

  @Test
  void whatArrivesIsKeptAndReservedAsItDoes() {
    IncomingBody body = announced(100_000);
    byte[] part = new byte[10_000];
    Arrays.fill(part, (byte) 7);
    for (int i = 1; i <= 10; i++) {
      assertThat(body.add(Unpooled.wrappedBuffer(part))).isTrue();
      assertThat(body.reserved()).isLessThanOrEqualTo(Math.max(8 * 1024, 2 * i * part.length));
    }
    assertThat(body.bytes()).hasSize(100_000).containsOnly(7);
    assertThat(body.reserved()).isEqualTo(100_000);
  }

  @Test
  void whatIsLongerThanAllowedIsNotTaken() {
    IncomingBody body = new IncomingBody(new DefaultHttpHeaders(), 2000);
    assertThat(body.add(Unpooled.wrappedBuffer(new byte[1500]))).isTrue();
    assertThat(body.add(Unpooled.wrappedBuffer(new byte[501]))).isFalse();
    assertThat(body.add(Unpooled.wrappedBuffer(new byte[500]))).isTrue();
    assertThat(body.bytes()).hasSize(2000);
  }
}
