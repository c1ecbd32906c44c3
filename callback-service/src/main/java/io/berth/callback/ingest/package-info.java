/** Order events that become deliveries. */
@NullMarked
package io.berth.callback.ingest;

import org.jspecify.annotations.NullMarked;
