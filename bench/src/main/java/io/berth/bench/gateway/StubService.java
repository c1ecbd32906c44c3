package io.berth.bench.gateway;

import io.berth.bench.process.Worker;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import reactor.netty.resources.LoopResources;

/**
 * Responds to every request and every command at once, and serves did-service's public keys. By
 * Netty alone, since load and subject share the cores with it.
 */
final class StubService {

  /**
   * @param keys public keys as JSON
   * @param apps number of apps of did-service, of version 1 each
   * @param answer JSON response to all other requests
   */
  record Setup(String keys, int apps, String answer) {}

  private final byte[] keys;
  private final byte[] directory;
  private final byte[] answer;

  private StubService(Setup setup) {
    this.keys = setup.keys().getBytes(StandardCharsets.UTF_8);
    this.directory =
        String.format(Locale.ROOT, "{\"apps\":%1$d,\"versions\":%1$d}", setup.apps())
            .getBytes(StandardCharsets.UTF_8);
    this.answer = setup.answer().getBytes(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    Worker.serve(Setup.class, setup -> new StubService(setup).start());
    System.exit(0);
  }

  private int start() {
    int processors = Runtime.getRuntime().availableProcessors();
    LoopResources loops = LoopResources.create("stub", processors, true);
    EventLoopGroup group = loops.onServer(true);
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channelFactory(() -> loops.onChannel(ServerSocketChannel.class, group))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(), new StubConnection(keys, directory, answer));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }
}
