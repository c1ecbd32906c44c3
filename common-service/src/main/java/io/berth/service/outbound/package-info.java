/** Calling addresses that strangers choose: which may be called, and how an answer is bounded. */
@NullMarked
package io.berth.service.outbound;

import org.jspecify.annotations.NullMarked;
