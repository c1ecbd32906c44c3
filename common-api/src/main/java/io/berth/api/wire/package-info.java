/** Types of commands and outcomes for JSON, and names of the Kafka topics. */
@NullMarked
package io.berth.api.wire;

import org.jspecify.annotations.NullMarked;
