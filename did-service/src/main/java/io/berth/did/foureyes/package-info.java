/** The operators as each other's second pair of eyes. */
@NullMarked
package io.berth.did.foureyes;

import org.jspecify.annotations.NullMarked;
