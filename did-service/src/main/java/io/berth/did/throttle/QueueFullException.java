package io.berth.did.throttle;

/** Thrown where a bounded queue is full: the same request may succeed later. */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public QueueFullException(String what) {
    super(what, null, false, false);
  }
}
