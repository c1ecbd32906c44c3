/** Telling the world about orders. */
@NullMarked
package io.berth.pay.outbox;

import org.jspecify.annotations.NullMarked;
