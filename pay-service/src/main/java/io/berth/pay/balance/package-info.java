/** Balances of users and apps. */
@NullMarked
package io.berth.pay.balance;

import org.jspecify.annotations.NullMarked;
