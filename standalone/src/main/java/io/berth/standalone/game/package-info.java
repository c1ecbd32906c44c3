/** Two small games that merchants of the H5 protocols could have written, each on its own port. */
@NullMarked
package io.berth.standalone.game;

import org.jspecify.annotations.NullMarked;
