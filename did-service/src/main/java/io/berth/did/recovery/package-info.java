/** Resets of forgotten passwords. */
@NullMarked
package io.berth.did.recovery;

import org.jspecify.annotations.NullMarked;
