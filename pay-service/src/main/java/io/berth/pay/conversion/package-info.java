/** Payment of an order in another coin, at the platform's price. */
@NullMarked
package io.berth.pay.conversion;

import org.jspecify.annotations.NullMarked;
