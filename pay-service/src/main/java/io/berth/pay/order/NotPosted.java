package io.berth.pay.order;

/** A failed posting of which the database says that nothing was posted. */
public final class NotPosted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPosted(Throwable cause) {
    super(cause);
  }
}
