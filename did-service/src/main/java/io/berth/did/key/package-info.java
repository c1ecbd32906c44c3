/** Keys that sign tokens, sessions and records. */
@NullMarked
package io.berth.did.key;

import org.jspecify.annotations.NullMarked;
