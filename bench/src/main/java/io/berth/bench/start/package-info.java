/** How long ./berth up takes, and how much memory. */
@NullMarked
package io.berth.bench.start;

import org.jspecify.annotations.NullMarked;
