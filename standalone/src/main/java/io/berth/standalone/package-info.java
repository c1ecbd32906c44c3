/** All of Berth on one machine. */
@NullMarked
package io.berth.standalone;

import org.jspecify.annotations.NullMarked;
