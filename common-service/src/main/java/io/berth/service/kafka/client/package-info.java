/** MISSING */
@NullMarked
package io.berth.service.kafka.client;

import org.jspecify.annotations.NullMarked;
