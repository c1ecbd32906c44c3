/** Money to try things out with, which is worth nothing. */
@NullMarked
package io.berth.pay.testmoney;

import org.jspecify.annotations.NullMarked;
