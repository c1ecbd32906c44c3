/** New rounds of callbacks that a person asks for. */
@NullMarked
package io.berth.callback.resend;

import org.jspecify.annotations.NullMarked;
