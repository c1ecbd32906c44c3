package io.berth.standalone.cli;

/** A mistake that the user can correct: shown as one line, without a stack trace. */
public final class UserError extends RuntimeException {

  public UserError(String message) {
    super(message);
  }
}
