package io.berth.did.account;

/** Uses of a hashed password: each has threads and a queue of its own. */
public enum PasswordUse {
  /** Somebody says who they are. */
  SIGN_IN,
  /** Somebody new; a mail is sent. */
  REGISTRATION,
  /** Somebody who has typed a mailed code. */
  RECOVERY,
  /** Somebody signed in, or an operator. */
  ACCOUNT,
  /** A payer, or an app that pays out. */
  PAYMENT
}
