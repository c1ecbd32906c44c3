/** How soon and how many merchants are told. */
@NullMarked
package io.berth.bench.callbacks;

import org.jspecify.annotations.NullMarked;
