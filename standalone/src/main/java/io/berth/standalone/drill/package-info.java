/** Lets a running suite fail in many ways and checks the money afterwards. */
@NullMarked
package io.berth.standalone.drill;

import org.jspecify.annotations.NullMarked;
