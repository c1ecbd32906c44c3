/** Migrating a service's tables by a job of its own, and checking them when the service starts. */
@NullMarked
package io.berth.service.migration;

import org.jspecify.annotations.NullMarked;
