/** Changes of the rates at which coins are bought by bank transfer. */
@NullMarked
package io.berth.pay.bank.rate;

import org.jspecify.annotations.NullMarked;
