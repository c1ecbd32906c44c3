/** Paying an order with another coin than its own, at the platform's price. */
@NullMarked
package io.berth.pay.conversion;

import org.jspecify.annotations.NullMarked;
