/** Accounts, passwords and profiles. */
@NullMarked
package io.berth.did.account;

import org.jspecify.annotations.NullMarked;
