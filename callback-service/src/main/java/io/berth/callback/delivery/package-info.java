/**
 * The life of a delivery: an order event becomes a row, workers claim it when it is due, attempts
 * are recorded before they are sent, results are published after they are recorded.
 */
@NullMarked
package io.berth.callback.delivery;

import org.jspecify.annotations.NullMarked;
