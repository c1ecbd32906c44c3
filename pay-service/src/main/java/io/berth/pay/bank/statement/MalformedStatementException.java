package io.berth.pay.bank.statement;

/** Says what is wrong with a file, in English, for the operator who imports it. */
public final class MalformedStatementException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedStatementException(String problem) {
    super(problem);
  }
}
