/** Signing in, logging in and refreshing. */
@NullMarked
package io.berth.bench.tokens;

import org.jspecify.annotations.NullMarked;
