/** Apps as their developers create and change them. */
@NullMarked
package io.berth.did.developer;

import org.jspecify.annotations.NullMarked;
