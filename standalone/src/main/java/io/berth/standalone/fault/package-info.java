/**
 * Faults inside the services of a suite that {@code ./berth drill} has started: another clock, and
 * an end at a named step. None of it is in the programs of the services themselves.
 */
@NullMarked
package io.berth.standalone.fault;

import org.jspecify.annotations.NullMarked;
