/** Finds the outcomes of changes whose responses were lost. */
@NullMarked
package io.berth.pay.outcome;

import org.jspecify.annotations.NullMarked;
