/** Parts of a service's readiness: kept states, health and metrics of them. */
@NullMarked
package io.berth.service.readiness;

import org.jspecify.annotations.NullMarked;
