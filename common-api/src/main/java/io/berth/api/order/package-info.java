/** Orders and the commands that make, pay and find them. */
@NullMarked
package io.berth.api.order;

import org.jspecify.annotations.NullMarked;
