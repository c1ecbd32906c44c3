/** Statements of an app's accounts, and its days beside the merchant's own books. */
@NullMarked
package io.berth.console.reconciliation;

import org.jspecify.annotations.NullMarked;
