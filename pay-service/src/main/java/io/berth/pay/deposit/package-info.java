/** Deposits of apps: paid in by owners, drawn on and returned by operators. */
@NullMarked
package io.berth.pay.deposit;

import org.jspecify.annotations.NullMarked;
