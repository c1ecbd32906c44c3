package io.berth.service.command.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects the {@link Frames frames} of one turn of the event loop and writes them at its end, in
 * one write. Touched by its event loop alone.
 */
public final class FrameWriter {
  private static final int USUAL_BYTES = 4 * 1024;

  /** More than this is written before the turn ends. */
  private static final int MANY_BYTES = 64 * 1024;

  private final ChannelHandlerContext context;
  private @Nullable ByteBuf collected;

  public FrameWriter(ChannelHandlerContext context) {
    this.context = context;
  }

  /** Begins a frame; the caller appends exactly that many bytes of payload. */
  public ByteBuf begin(byte type, int id, int payloadBytes) {
    ByteBuf buffer = collected;
    if (buffer != null && buffer.readableBytes() + payloadBytes > MANY_BYTES) {
      flush();
      buffer = null;
    }
    if (buffer == null) {
      buffer = context.alloc().directBuffer(Math.max(USUAL_BYTES, payloadBytes + 64));
      collected = buffer;
      context.executor().execute(this::flush);
    }
    return buffer.writeInt(Frames.COUNTED_HEADER_BYTES + payloadBytes).writeByte(type).writeInt(id);
  }

  public void write(byte type, int id, byte[] payload) {
    begin(type, id, payload.length).writeBytes(payload);
  }

  public void write(byte type, int id) {
    begin(type, id, 0);
  }

  public void flush() {
    ByteBuf frames = collected;
    if (frames != null) {
      collected = null;
      context.writeAndFlush(frames).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }
}
