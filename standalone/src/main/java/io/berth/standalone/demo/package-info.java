/** A merchant and a player walk through every dialect of a running suite. */
@NullMarked
package io.berth.standalone.demo;

import org.jspecify.annotations.NullMarked;
