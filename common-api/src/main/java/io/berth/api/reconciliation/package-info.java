/** Comparison of an app's days with the merchant's own books. */
@NullMarked
package io.berth.api.reconciliation;

import org.jspecify.annotations.NullMarked;
