/** Checks of payers for pay-service. */
@NullMarked
package io.berth.did.payer;

import org.jspecify.annotations.NullMarked;
