/** Attempts: planned, recorded before they are sent, and judged by the response. */
@NullMarked
package io.berth.callback.delivery;

import org.jspecify.annotations.NullMarked;
