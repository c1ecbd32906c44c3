/** Batches of items that callers submit one by one. */
@NullMarked
package io.berth.service.batch;

import org.jspecify.annotations.NullMarked;
