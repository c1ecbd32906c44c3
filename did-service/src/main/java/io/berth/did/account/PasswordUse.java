package io.berth.did.account;

/** Uses of a hashed password, each with separate threads and a queue. */
public enum PasswordUse {
  /** Signing in. */
  SIGN_IN,
  /** Registering. */
  REGISTRATION,
  /** Setting a password with a mailed code. */
  RECOVERY,
  /** Changes by signed-in users and operators. */
  ACCOUNT,
  /** A payer, or an app that pays out. */
  PAYMENT
}
