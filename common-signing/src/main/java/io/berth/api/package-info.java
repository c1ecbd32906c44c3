/** The one language that the core speaks: commands, outcomes, codes, events. */
@NullMarked
package io.berth.api;

import org.jspecify.annotations.NullMarked;
