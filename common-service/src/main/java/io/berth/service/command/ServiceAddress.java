package io.berth.service.command;

import io.berth.service.address.HostNames;
import io.berth.service.caller.CallerTokens;
import io.berth.service.command.frame.Frames;
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
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** A service that commands are sent to, and how connections to it are made: one per event loop. */
final class ServiceAddress implements AutoCloseable {
  private final URI url;
  private final String path;
  private final InetSocketAddress address;
  private final Supplier<String> callerToken;
  private final LoopResources loops;
  private final Duration connectTimeout;
  private final @Nullable SslContext tls;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final Map<EventLoop, ServiceConnection> connections = new ConcurrentHashMap<>();

  /**
   * @param url scheme, host and port
   * @param path that takes commands
   * @param callerToken makes a token of this service itself, for the handshake
   */
  ServiceAddress(
      URI url,
      String path,
      Supplier<String> callerToken,
      LoopResources loops,
      Duration connectTimeout) {
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    this.url = url;
    this.path = path;
    this.address = InetSocketAddress.createUnresolved(url.getHost(), port);
    this.callerToken = callerToken;
    this.loops = loops;
    this.connectTimeout = connectTimeout;
    this.tls = secure ? clientTls() : null;
    this.names = HostNames.resolver(loops);
  }

  private static SslContext clientTls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS does not work here", e);
    }
  }

  /** The connection of the calling thread's event loop; of any other, where it has none. */
  ServiceConnection connection() {
    return connections.computeIfAbsent(
        loops.onClient(true).next(), loop -> new ServiceConnection(loop, this));
  }

  ChannelFuture connect(EventLoop loop, CommandConnection connection) {
    return new Bootstrap()
        .group(loop)
        .channel(loops.onChannelClass(SocketChannel.class, loop))
        .resolver(names)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
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

  CommandConnection newConnection(ServiceConnection owner) {
    return new CommandConnection(owner, handshake(), connectTimeout);
  }

  private byte[] handshake() {
    return """
        GET %s HTTP/1.1\r
        host: %s\r
        connection: upgrade\r
        upgrade: %s\r
        %s: %s\r
        \r
        """
        .formatted(
            path, url.getAuthority(), Frames.PROTOCOL, CallerTokens.HEADER, callerToken.get())
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    connections.values().forEach(each -> each.loop().execute(each::shut));
    names.close();
  }
}
