/** Telling the world about orders. */
@NullMarked
package io.berth.pay.publication;

import org.jspecify.annotations.NullMarked;
