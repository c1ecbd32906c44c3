/** What people see of an app's callbacks. */
@NullMarked
package io.berth.callback.inquiry;

import org.jspecify.annotations.NullMarked;
