/** MISSING */
@NullMarked
package io.berth.service.kafka.signing;

import org.jspecify.annotations.NullMarked;
