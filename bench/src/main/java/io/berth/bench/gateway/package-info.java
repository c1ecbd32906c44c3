/** The gateway beside a plain proxy of its framework and beside nginx with Lua. */
@NullMarked
package io.berth.bench.gateway;

import org.jspecify.annotations.NullMarked;
