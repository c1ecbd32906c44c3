/** Changes the keys of a suite, and tells what they are used for. */
@NullMarked
package io.berth.standalone.keys;

import org.jspecify.annotations.NullMarked;
