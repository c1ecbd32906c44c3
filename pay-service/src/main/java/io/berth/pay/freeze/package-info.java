/** Times in which people may not use their money. */
@NullMarked
package io.berth.pay.freeze;

import org.jspecify.annotations.NullMarked;
