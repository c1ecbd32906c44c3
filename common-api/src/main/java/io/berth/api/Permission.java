package io.berth.api;

/**
 * Permissions of a person in the console: with an app, with a company, or with the platform.
 * did-service says who has which; the gateway and the service that carries a command out insist on
 * it.
 */
public enum Permission {
  /** Signed-in users, about themselves. */
  SIGNED_IN,

  APP_READ,
  APP_WRITE,
  /** Make and change keys and secrets. */
  APP_SECRETS,
  /** Set the password that payouts ask for. */
  APP_PAYOUTS,
  /** Orders and their disputes. */
  ORDER_READ,
  /** Statements, totals, reconciliation. */
  MONEY_READ,
  /** Respond to disputes. */
  DISPUTE_ANSWER,
  /** Pay users back. */
  REFUND,
  /** Have callbacks sent again, or sent to try. */
  CALLBACKS_WRITE,

  COMPANY_READ,
  COMPANY_WRITE,
  MEMBERS_WRITE,
  /** Audit records of the company and its apps. */
  AUDIT_READ,

  OPERATE_READ,
  OPERATE_APPS,
  OPERATE_USERS,
  OPERATE_MONEY,
  /** Approve what another operator has asked for. */
  OPERATE_APPROVE
}
