/** Accounts, sessions that are carried as a key, and proofs of a payer. */
@NullMarked
package io.berth.api.account;

import org.jspecify.annotations.NullMarked;
