/** Limits of an app's payouts, by day. */
@NullMarked
package io.berth.pay.limit;

import org.jspecify.annotations.NullMarked;
