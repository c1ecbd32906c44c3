/** The interface of benchmarks, and how long and how often they measure. */
@NullMarked
package io.berth.bench.plan;

import org.jspecify.annotations.NullMarked;
