package io.berth.gateway.route;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HexFormat;

/**
 * Escapes what no URI may hold, before a page's request reaches the framework: game clients open
 * links with raw UTF-8, brackets or a lonely percent sign in the query, which browsers' address
 * bars let through and {@link java.net.URI} does not. Netty gives every byte as one character.
 */
@Sharable
final class RawUris extends ChannelInboundHandlerAdapter {

  /** All that RFC 3986 allows in a path or query, the percent sign aside. */
  private static final String PLAIN_MARKS = "-._~!$&'()*+,;=:@/?";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
      String uri = request.uri();
      if (!isLegal(uri)) {
        request.setUri(escaped(uri));
      }
    }
    context.fireChannelRead(message);
  }

  private static boolean isLegal(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      if (!isLegal(uri, i)) {
        return false;
      }
    }
    return true;
  }

  static String escaped(String uri) {
    StringBuilder escaped = new StringBuilder(uri.length() + 32);
    for (int i = 0; i < uri.length(); i++) {
      char character = uri.charAt(i);
      if (isLegal(uri, i)) {
        escaped.append(character);
      } else {
        escaped.append('%').append(HEX.toHexDigits((byte) character));
      }
    }
    return escaped.toString();
  }

  private static boolean isLegal(String uri, int index) {
    char character = uri.charAt(index);
    if (character == '%') {
      return index + 2 < uri.length()
          && HexFormat.isHexDigit(uri.charAt(index + 1))
          && HexFormat.isHexDigit(uri.charAt(index + 2));
    }
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || PLAIN_MARKS.indexOf(character) >= 0;
  }
}
