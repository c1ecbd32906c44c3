/** Deliveries that are due, and the leases of those that an instance works on. */
@NullMarked
package io.berth.callback.schedule;

import org.jspecify.annotations.NullMarked;
