/** Mails people about what they pay and receive. */
@NullMarked
package io.berth.did.payment;

import org.jspecify.annotations.NullMarked;
