/** Views of an app's callbacks, for people. */
@NullMarked
package io.berth.callback.inquiry;

import org.jspecify.annotations.NullMarked;
