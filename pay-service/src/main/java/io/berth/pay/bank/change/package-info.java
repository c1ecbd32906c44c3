/** Changes about the bank account that another operator has confirmed. */
@NullMarked
package io.berth.pay.bank.change;

import org.jspecify.annotations.NullMarked;
