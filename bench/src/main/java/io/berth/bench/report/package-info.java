/** Figures, shown to people and written for programs. */
@NullMarked
package io.berth.bench.report;

import org.jspecify.annotations.NullMarked;
