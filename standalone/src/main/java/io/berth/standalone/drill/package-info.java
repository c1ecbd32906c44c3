/** Kills a whole suite at random moments and counts the money afterwards. */
@NullMarked
package io.berth.standalone.drill;

import org.jspecify.annotations.NullMarked;
