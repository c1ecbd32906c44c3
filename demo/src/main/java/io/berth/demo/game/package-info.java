/** Two small games as merchants of the H5 protocols would write them, each on its own port. */
@NullMarked
package io.berth.demo.game;

import org.jspecify.annotations.NullMarked;
