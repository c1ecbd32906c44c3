/** An app's orders, their callbacks, and the merchant drill. */
@NullMarked
package io.berth.console.order;

import org.jspecify.annotations.NullMarked;
