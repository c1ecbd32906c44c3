/** Diagnosis of refused signatures. */
@NullMarked
package io.berth.dialect.doctor;

import org.jspecify.annotations.NullMarked;
