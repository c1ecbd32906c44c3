/** Diagnoses of refused signatures. */
@NullMarked
package io.berth.api.doctor;

import org.jspecify.annotations.NullMarked;
