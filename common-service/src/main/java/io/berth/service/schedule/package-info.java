/** Runs periodic tasks. */
@NullMarked
package io.berth.service.schedule;

import org.jspecify.annotations.NullMarked;
