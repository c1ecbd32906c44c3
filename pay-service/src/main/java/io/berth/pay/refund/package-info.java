/** MISSING */
@NullMarked
package io.berth.pay.refund;

import org.jspecify.annotations.NullMarked;
