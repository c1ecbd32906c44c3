/** What of an app's balance can be settled. */
@NullMarked
package io.berth.pay.settlement;

import org.jspecify.annotations.NullMarked;
