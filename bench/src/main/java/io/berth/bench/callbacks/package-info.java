/** How fast callbacks reach merchants, and how many at a time. */
@NullMarked
package io.berth.bench.callbacks;

import org.jspecify.annotations.NullMarked;
