/** Statements of an app's accounts, and reconciliation with the merchant's books. */
@NullMarked
package io.berth.console.reconciliation;

import org.jspecify.annotations.NullMarked;
