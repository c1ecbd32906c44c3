/** Finding out that the books are wrong before anybody else does. */
@NullMarked
package io.berth.pay.reconciliation;

import org.jspecify.annotations.NullMarked;
