package io.berth.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept-alive connection with one request at a time. */
final class Connection {

  final int index;
  final HttpResponseReader answer = new HttpResponseReader();
  private final int port;
  private final Selector selector;
  private SocketChannel channel;
  long intendedNanos;
  boolean busy;

  Connection(int index, int port, Selector selector) throws IOException {
    this.index = index;
    this.port = port;
    this.selector = selector;
    this.channel = connect();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel opened = SocketChannel.open();
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    opened.configureBlocking(false);
    opened.register(selector, SelectionKey.OP_READ, this);
    return opened;
  }

  void send(byte[] request, long intended) throws IOException {
    busy = true;
    intendedNanos = intended;
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads; true when the response is complete. */
  boolean read() throws IOException {
    boolean complete = answer.read(channel);
    if (complete) {
      busy = false;
      if (answer.last()) {
        reconnect();
      }
    }
    return complete;
  }

  void reconnect() throws IOException {
    close();
    answer.forget();
    channel = connect();
    busy = false;
  }

  void close() throws IOException {
    channel.close();
  }
}
