/** Apps that commands are about. */
@NullMarked
package io.berth.callback.app;

import org.jspecify.annotations.NullMarked;
