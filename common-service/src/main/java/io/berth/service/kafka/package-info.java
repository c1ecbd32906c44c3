/** Topics: created, awaited, written and read as a whole. */
@NullMarked
package io.berth.service.kafka;

import org.jspecify.annotations.NullMarked;
