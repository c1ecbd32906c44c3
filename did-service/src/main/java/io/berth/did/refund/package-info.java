/** Mails about refunds that people made, disputes, and bank accounts of apps. */
@NullMarked
package io.berth.did.refund;

import org.jspecify.annotations.NullMarked;
