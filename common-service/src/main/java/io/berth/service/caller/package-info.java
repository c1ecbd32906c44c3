/** Callers of requests between services, in short-lived caller tokens. */
@NullMarked
package io.berth.service.caller;

import org.jspecify.annotations.NullMarked;
