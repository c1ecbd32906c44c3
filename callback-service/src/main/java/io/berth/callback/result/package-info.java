/** MISSING */
@NullMarked
package io.berth.callback.result;

import org.jspecify.annotations.NullMarked;
