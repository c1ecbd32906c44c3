/** Callbacks, their attempts, and the merchant drill. */
@NullMarked
package io.berth.api.delivery;

import org.jspecify.annotations.NullMarked;
