/** Disputes of payments: companies answer, operators decide. */
@NullMarked
package io.berth.console.dispute;

import org.jspecify.annotations.NullMarked;
