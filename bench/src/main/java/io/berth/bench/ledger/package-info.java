/** The ledger beside one transaction per payment and beside a bare set-based statement. */
@NullMarked
package io.berth.bench.ledger;

import org.jspecify.annotations.NullMarked;
