/** Deletes old rows, and counts them. */
@NullMarked
package io.berth.service.retention;

import org.jspecify.annotations.NullMarked;
