/** Types of commands and outcomes in JSON. */
@NullMarked
package io.berth.api.wire;

import org.jspecify.annotations.NullMarked;
