package io.berth.pay.order;

/** A posting of which the database itself says that it left nothing behind. */
public final class NotPosted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPosted(Throwable cause) {
    super(cause);
  }
}
