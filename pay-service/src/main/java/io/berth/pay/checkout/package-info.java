/** The pay page. */
@NullMarked
package io.berth.pay.checkout;

import org.jspecify.annotations.NullMarked;
