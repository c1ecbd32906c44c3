/** Mails about refunds that people made. */
@NullMarked
package io.berth.did.refund;

import org.jspecify.annotations.NullMarked;
