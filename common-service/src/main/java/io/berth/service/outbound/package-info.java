/** Calls to addresses that merchants choose: address rules, HTTP client, limits of responses. */
@NullMarked
package io.berth.service.outbound;

import org.jspecify.annotations.NullMarked;
