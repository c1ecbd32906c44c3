package io.berth.api.app;

import org.jspecify.annotations.Nullable;

/**
 * The accounts of an app.
 *
 * @param adminUid of the account that holds the app's money; its own and nobody else's
 * @param profitUid of the account that its profit goes to
 */
public record AppAccounts(long adminUid, @Nullable Long profitUid) {}
