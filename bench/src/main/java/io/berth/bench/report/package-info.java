/** Figures, and how people and programs are shown them. */
@NullMarked
package io.berth.bench.report;

import org.jspecify.annotations.NullMarked;
