/** MISSING */
@NullMarked
package io.berth.callback.lifecycle;

import org.jspecify.annotations.NullMarked;
