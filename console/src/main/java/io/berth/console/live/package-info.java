/** Pages that follow what happens, by server-sent events. */
@NullMarked
package io.berth.console.live;

import org.jspecify.annotations.NullMarked;
