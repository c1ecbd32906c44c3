package io.berth.service.command;

import io.berth.service.command.frame.FrameDecoder;
import io.berth.service.command.frame.FrameWriter;
import io.berth.service.command.frame.Frames;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A service that speaks the command protocol, responds by a script and records what arrives. */
final class ScriptedService implements AutoCloseable {

  record Received(int id, String callerToken, String requestId, String body) {}

  /** Decides what becomes of a command. */
  interface Script {
    void command(Connection connection, Received command);
  }

  final List<Received> commands = new CopyOnWriteArrayList<>();
  final List<Integer> cancelled = new CopyOnWriteArrayList<>();
  final List<HttpRequest> handshakes = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final @Nullable Script script;
  private final int status;
  private final @Nullable SslContext tls;
  private final Channel server;
  private volatile boolean answersPings = true;
  private volatile int lost;

  private ScriptedService(int status, @Nullable Script script, @Nullable SslContext tls) {
    this(new InetSocketAddress("127.0.0.1", 0), status, script, tls);
  }

  private ScriptedService(
      InetSocketAddress address, int status, @Nullable Script script, @Nullable SslContext tls) {
    this.status = status;
    this.script = script;
    this.tls = tls;
    this.server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    prepare(channel);
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
  }

  private void prepare(Channel channel) {
    if (opened.incrementAndGet() <= lost) {
      channel.close();
      return;
    }
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel.pipeline().addLast(new HttpServerCodec(), new Connection());
  }

  static ScriptedService running(Script script) {
    return new ScriptedService(101, script, null);
  }

  /** Answers every command with this outcome. */
  static ScriptedService answering(String outcome) {
    return running((connection, command) -> connection.answer(command, outcome));
  }

  /** The same at an address of its own. */
  static ScriptedService answering(String outcome, InetSocketAddress address) {
    return new ScriptedService(
        address, 101, (connection, command) -> connection.answer(command, outcome), null);
  }

  static ScriptedService answering(String outcome, KeyManagerFactory certificate)
      throws SSLException {
    return new ScriptedService(
        101,
        (connection, command) -> connection.answer(command, outcome),
        SslContextBuilder.forServer(certificate).build());
  }

  /** Answers the handshake with this status; with nothing where it is 0. */
  static ScriptedService refusing(int status) {
    return new ScriptedService(status, null, null);
  }

  /** Takes the connection and is never heard of again. */
  ScriptedService withoutPong() {
    answersPings = false;
    return this;
  }

  /** Closes the first connections at once, as a load balancer does for an instance that is gone. */
  ScriptedService losingFirst(int connections) {
    lost = connections;
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One connection of a client. */
  final class Connection extends ChannelInboundHandlerAdapter implements FrameDecoder.Receiver {
    private @Nullable ChannelHandlerContext context;
    private @Nullable FrameWriter frames;

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
      if (message instanceof HttpRequest request) {
        handshakes.add(request);
      }
      if (message instanceof LastHttpContent && status != 0) {
        var response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        from.writeAndFlush(response);
        if (status == 101) {
          context = from;
          frames = new FrameWriter(from);
          from.pipeline().addBefore(from.name(), null, new FrameDecoder(this, 1 << 20));
          from.pipeline().remove(HttpServerCodec.class);
        }
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void received(byte type, int id, ByteBuf payload) {
      switch (type) {
        case Frames.COMMAND -> {
          String token = text(payload, payload.readUnsignedShort());
          String requestId = text(payload, payload.readUnsignedByte());
          Received command =
              new Received(id, token, requestId, text(payload, payload.readableBytes()));
          commands.add(command);
          if (script != null) {
            script.command(this, command);
          }
        }
        case Frames.CANCEL -> cancelled.add(id);
        case Frames.PING -> {
          if (answersPings) {
            write(Frames.PONG, id, "");
          }
        }
        default -> throw new IllegalStateException("frame of type " + type);
      }
    }

    @Override
    public void oversized(byte type, int id) {
      throw new IllegalStateException("oversized");
    }

    void answer(Received command, String outcome) {
      write(Frames.OUTCOME, command.id(), outcome);
    }

    void write(byte type, int id, String payload) {
      if (frames != null) {
        frames.write(type, id, payload.getBytes(StandardCharsets.UTF_8));
      }
    }

    void hangUp() {
      if (context != null) {
        context.close();
      }
    }

    private static String text(ByteBuf payload, int length) {
      return payload.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
  }
}
