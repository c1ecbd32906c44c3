/** The platform's bank account, and the coins that are bought and sold through it. */
@NullMarked
package io.berth.pay.bank;

import org.jspecify.annotations.NullMarked;
