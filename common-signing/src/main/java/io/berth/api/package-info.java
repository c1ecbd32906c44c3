/** The one language of the core: commands, outcomes, error codes and events. */
@NullMarked
package io.berth.api;

import org.jspecify.annotations.NullMarked;
