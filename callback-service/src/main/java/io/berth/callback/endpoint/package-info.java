/** How each endpoint is kept from slowing another. */
@NullMarked
package io.berth.callback.endpoint;

import org.jspecify.annotations.NullMarked;
