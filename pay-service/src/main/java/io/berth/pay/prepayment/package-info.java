/** MISSING */
@NullMarked
package io.berth.pay.prepayment;

import org.jspecify.annotations.NullMarked;
