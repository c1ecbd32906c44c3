/** MISSING */
@NullMarked
package io.berth.callback.resend;

import org.jspecify.annotations.NullMarked;
