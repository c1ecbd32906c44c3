/** Makes random values for tests, the same ones for the same seed. */
@NullMarked
package io.berth.random;

import org.jspecify.annotations.NullMarked;
