package io.berth.standalone.cli;

/** Something that whoever typed the command can mend: shown as one line, without a stack trace. */
public final class UserError extends RuntimeException {

  public UserError(String message) {
    super(message);
  }
}
