/** Checks requests that people paste, where the secrets are. */
@NullMarked
package io.berth.gateway.doctor;

import org.jspecify.annotations.NullMarked;
