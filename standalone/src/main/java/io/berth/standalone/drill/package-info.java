/** Kills a whole suite at random moments and checks the money afterwards. */
@NullMarked
package io.berth.standalone.drill;

import org.jspecify.annotations.NullMarked;
