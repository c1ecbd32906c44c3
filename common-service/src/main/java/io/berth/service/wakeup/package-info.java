/** Signals that there is work, within an instance and between instances. */
@NullMarked
package io.berth.service.wakeup;

import org.jspecify.annotations.NullMarked;
