/** MISSING */
@NullMarked
package io.berth.callback.schedule;

import org.jspecify.annotations.NullMarked;
