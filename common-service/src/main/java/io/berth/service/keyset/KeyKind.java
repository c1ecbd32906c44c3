package io.berth.service.keyset;

/** Purpose of a set of keys. */
public enum KeyKind {
  /** {@code berth.secrets}: encrypts stored secrets. */
  SEALING,
  /** {@code berth.did.tokens.keys}: signs tokens, sessions and app records. */
  TOKENS,
  /** {@code berth.vouch}: signs caller tokens, one set per pair of services. */
  CALLER,
  /** {@code berth.events}: signs the records of a topic. */
  EVENTS,
  /** {@code berth.database}: passwords of a service's database role. */
  DATABASE
}
