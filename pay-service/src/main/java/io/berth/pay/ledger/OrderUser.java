package io.berth.pay.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The user who pays an order or is paid by it.
 *
 * @param openId null for a user who never authorized the app
 */
public record OrderUser(long uid, @Nullable String openId) {}
