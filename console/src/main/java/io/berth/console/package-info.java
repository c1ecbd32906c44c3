/** What developers and operators see. */
@NullMarked
package io.berth.console;

import org.jspecify.annotations.NullMarked;
