package io.berth.service.command;

import io.berth.service.address.HostNames;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** A service that commands are sent to: HTTP/1.1 on kept connections, so many per event loop. */
final class Destination implements AutoCloseable {
  private static final int MAX_CONNECTIONS_PER_LOOP = 128;
  private static final int MAX_WAITING_PER_LOOP = 2048;

  private final InetSocketAddress address;
  private final byte[] head;
  private final LoopResources loops;
  private final int connectMillis;
  private final @Nullable SslContext tls;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final Map<EventLoop, ConnectionPool> lanes = new ConcurrentHashMap<>();

  /**
   * @param url scheme, host and port
   * @param path that takes commands
   */
  Destination(URI url, String path, LoopResources loops, Duration connectTimeout) {
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    this.address = InetSocketAddress.createUnresolved(url.getHost(), port);
    this.head =
        """
        POST %s HTTP/1.1\r
        host: %s\r
        content-type: application/json\r
        accept: application/json"""
            .formatted(path, url.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    this.loops = loops;
    this.connectMillis = Math.toIntExact(connectTimeout.toMillis());
    this.tls = secure ? trustingTheUsual() : null;
    this.names = HostNames.resolver(loops);
  }

  private static SslContext trustingTheUsual() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS does not work here", e);
    }
  }

  /** The lane of the calling thread's event loop; of any other, where it has none. */
  ConnectionPool lane() {
    return lanes.computeIfAbsent(
        loops.onClient(true).next(),
        loop -> new ConnectionPool(loop, this, MAX_CONNECTIONS_PER_LOOP, MAX_WAITING_PER_LOOP));
  }

  /** The line of every request and the headers that are always the same. */
  byte[] head() {
    return head;
  }

  ChannelFuture connect(EventLoop loop, CommandConnection connection) {
    return new Bootstrap()
        .group(loop)
        .channel(loops.onChannelClass(SocketChannel.class, loop))
        .resolver(names)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                prepare(channel, connection);
              }
            })
        .connect(address);
  }

  private void prepare(Channel channel, CommandConnection connection) {
    if (tls != null) {
      channel
          .pipeline()
          .addLast(tls.newHandler(channel.alloc(), address.getHostString(), address.getPort()));
    }
    channel.pipeline().addLast(new HttpResponseDecoder(), connection);
  }

  @Override
  public void close() {
    lanes.values().forEach(lane -> lane.loop().execute(lane::shut));
    names.close();
  }
}
