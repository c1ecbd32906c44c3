/** The request id in every log line. */
@NullMarked
package io.berth.service.trace;

import org.jspecify.annotations.NullMarked;
