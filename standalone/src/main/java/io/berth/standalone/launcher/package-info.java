/** Starts, stops and describes a whole suite. */
@NullMarked
package io.berth.standalone.launcher;

import org.jspecify.annotations.NullMarked;
