/** The one JSON of commands, outcomes and events. */
@NullMarked
package io.berth.service.json;

import org.jspecify.annotations.NullMarked;
