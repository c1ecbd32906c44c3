/** Processes of their own for whoever is measured and whoever measures. */
@NullMarked
package io.berth.bench.process;

import org.jspecify.annotations.NullMarked;
