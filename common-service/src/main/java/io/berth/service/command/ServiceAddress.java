package io.berth.service.command;

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
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A service that commands are sent to, and how connections to it are made: one per event loop. The
 * addresses behind its name are its instances, and take turns.
 */
final class ServiceAddress implements AutoCloseable {
  private final URI url;
  private final String path;
  private final InetSocketAddress address;
  private final Supplier<String> callerToken;
  private final LoopResources loops;
  private final Duration connectTimeout;
  private final Duration renewal;
  private final @Nullable SslContext tls;
  private final AddressResolverGroup<InetSocketAddress> names;
  private final AtomicInteger turn = new AtomicInteger(ThreadLocalRandom.current().nextInt());
  private final Map<EventLoop, ServiceConnection> connections = new ConcurrentHashMap<>();
  private volatile int instances = 1;

  /**
   * @param url scheme, host and port
   * @param path that takes commands
   * @param callerToken makes a token of this service itself, for the handshake
   * @param names closed with this
   * @param renewal age at which a connection makes room for one to the next instance
   */
  ServiceAddress(
      URI url,
      String path,
      Supplier<String> callerToken,
      LoopResources loops,
      Duration connectTimeout,
      AddressResolverGroup<InetSocketAddress> names,
      Duration renewal) {
    boolean secure = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    this.url = url;
    this.path = path;
    this.address = InetSocketAddress.createUnresolved(url.getHost(), port);
    this.callerToken = callerToken;
    this.loops = loops;
    this.connectTimeout = connectTimeout;
    this.tls = secure ? clientTls() : null;
    this.names = names;
    this.renewal = renewal;
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

  /** How many instances the name had when it was last resolved, 1 or more. */
  int instances() {
    return instances;
  }

  Duration renewal() {
    return renewal;
  }

  /** Connects to the instance whose turn it is. */
  Future<Void> connect(EventLoop loop, CommandConnection connection) {
    AddressResolver<InetSocketAddress> resolver;
    try {
      resolver = names.getResolver(loop);
    } catch (IllegalStateException stopping) {
      return loop.newFailedFuture(stopping);
    }
    Promise<Void> connected = loop.newPromise();
    resolver
        .resolveAll(address)
        .addListener(
            (Future<List<InetSocketAddress>> resolved) -> {
              if (resolved.isSuccess()) {
                PromiseNotifier.cascade(
                    connect(loop, connection, next(resolved.getNow())), connected);
              } else {
                connected.setFailure(resolved.cause());
              }
            });
    return connected;
  }

  /** Addresses of the other family are those of the same instances. */
  private InetSocketAddress next(List<InetSocketAddress> resolved) {
    Class<?> family = resolved.getFirst().getAddress().getClass();
    List<InetSocketAddress> all =
        resolved.stream()
            .filter(each -> family.isInstance(each.getAddress()))
            .distinct()
            .sorted(Comparator.comparing(each -> each.getAddress().getHostAddress()))
            .toList();
    instances = all.size();
    return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
  }

  private ChannelFuture connect(
      EventLoop loop, CommandConnection connection, InetSocketAddress instance) {
    return new Bootstrap()
        .group(loop)
        .channel(loops.onChannelClass(SocketChannel.class, loop))
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                prepare(channel, connection);
              }
            })
        .connect(instance);
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
