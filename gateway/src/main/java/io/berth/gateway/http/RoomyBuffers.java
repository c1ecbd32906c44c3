package io.berth.gateway.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Netty's allocator, with room for a usual response in each direct buffer: the HTTP encoder writes
 * a body behind its head where there is room, and one buffer costs less to write than two.
 */
final class RoomyBuffers extends AbstractByteBufAllocator {

  /** A head has 300 to 400 bytes; most bodies have fewer than 600. */
  private static final int USUAL_RESPONSE = 1024;

  private final ByteBufAllocator buffers = ByteBufAllocator.DEFAULT;

  RoomyBuffers() {
    super(true);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    int roomy = Math.min(maxCapacity, Math.max(USUAL_RESPONSE, initialCapacity));
    return buffers.directBuffer(roomy, maxCapacity);
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return buffers.heapBuffer(initialCapacity, maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return buffers.isDirectBufferPooled();
  }
}
