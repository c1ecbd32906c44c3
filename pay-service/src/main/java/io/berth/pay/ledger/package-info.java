/** Accounts and what moves between them. Knows nothing of pages, protocols or other features. */
@NullMarked
package io.berth.pay.ledger;

import org.jspecify.annotations.NullMarked;
