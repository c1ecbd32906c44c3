/** Doing together what is asked for one by one. */
@NullMarked
package io.berth.service.batch;

import org.jspecify.annotations.NullMarked;
