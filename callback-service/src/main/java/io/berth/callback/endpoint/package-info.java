/**
 * Calling addresses that strangers choose: which may be called, how an answer is bounded, and how
 * each endpoint is kept from slowing another.
 */
@NullMarked
package io.berth.callback.endpoint;

import org.jspecify.annotations.NullMarked;
