package io.berth.did;

/** A bounded queue is full: the same request may succeed later. Answered as "too frequent". */
public final class Busy extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Busy(String what) {
    super(what, null, false, false);
  }
}
