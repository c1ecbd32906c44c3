/** Start, stop and maintenance of an instance. */
@NullMarked
package io.berth.callback.lifecycle;

import org.jspecify.annotations.NullMarked;
