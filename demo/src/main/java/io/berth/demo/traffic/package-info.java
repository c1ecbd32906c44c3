/** A merchant and a player walk through every dialect of a running suite. */
@NullMarked
package io.berth.demo.traffic;

import org.jspecify.annotations.NullMarked;
