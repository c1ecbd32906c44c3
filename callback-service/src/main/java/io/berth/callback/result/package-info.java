/** Results of attempts: recorded, then published. */
@NullMarked
package io.berth.callback.result;

import org.jspecify.annotations.NullMarked;
