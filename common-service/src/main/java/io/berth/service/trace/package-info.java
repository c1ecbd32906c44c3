/** Request ids in every log line, and the lines of the access log. */
@NullMarked
package io.berth.service.trace;

import org.jspecify.annotations.NullMarked;
