package io.berth.did.throttle;

/** A bounded queue is full: the same request may succeed later. Answered as "too frequent". */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public QueueFullException(String what) {
    super(what, null, false, false);
  }
}
