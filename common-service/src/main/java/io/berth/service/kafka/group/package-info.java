/** MISSING */
@NullMarked
package io.berth.service.kafka.group;

import org.jspecify.annotations.NullMarked;
