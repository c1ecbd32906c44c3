package io.berth.service.command.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts what arrives into {@link Frames frames} and hands each to its receiver. The payload of a
 * frame that is too long is skipped, so that it costs its own command and no other.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

  /** Takes the frames of one connection, on its event loop. */
  public interface Receiver {

    /**
     * @param payload valid until this returns
     */
    void received(byte type, int id, ByteBuf payload);

    /** A frame whose payload is longer than allowed has arrived; the payload is skipped. */
    void oversized(byte type, int id);
  }

  /** No honest peer sends more in one frame. */
  private static final int LARGEST_SKIPPED = 64 << 20;

  private final Receiver receiver;
  private final int maxPayload;
  private int toSkip;

  public FrameDecoder(Receiver receiver, int maxPayload) {
    this.receiver = receiver;
    this.maxPayload = maxPayload;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (toSkip > 0) {
      int skipped = Math.min(toSkip, in.readableBytes());
      in.skipBytes(skipped);
      toSkip -= skipped;
      return;
    }
    if (in.readableBytes() < Frames.HEADER_BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex()) - Frames.COUNTED_HEADER_BYTES;
    if (length < 0 || length > LARGEST_SKIPPED) {
      throw new CorruptedFrameException("not the length of a frame: " + length);
    }
    boolean oversized = length > maxPayload;
    if (!oversized && in.readableBytes() < Frames.HEADER_BYTES + length) {
      return;
    }
    in.skipBytes(Integer.BYTES);
    byte type = in.readByte();
    int id = in.readInt();
    if (oversized) {
      toSkip = length;
      receiver.oversized(type, id);
    } else {
      receiver.received(type, id, in.readSlice(length));
    }
  }
}
