/** Brings what is stored and published under a former key under the active one. */
@NullMarked
package io.berth.did.rotation;

import org.jspecify.annotations.NullMarked;
