/** The pages on which operators run the platform. */
@NullMarked
package io.berth.console.operator;

import org.jspecify.annotations.NullMarked;
