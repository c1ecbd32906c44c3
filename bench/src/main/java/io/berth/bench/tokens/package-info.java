/** Sign-in, login and token refresh. */
@NullMarked
package io.berth.bench.tokens;

import org.jspecify.annotations.NullMarked;
