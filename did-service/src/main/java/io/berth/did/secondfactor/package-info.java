/**
 * A second factor at sign-in: time-based codes from the person's own device, and recovery codes.
 */
@NullMarked
package io.berth.did.secondfactor;

import org.jspecify.annotations.NullMarked;
