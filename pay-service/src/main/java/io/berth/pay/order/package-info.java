/** Orders: numbers, states, and the commands that read them. */
@NullMarked
package io.berth.pay.order;

import org.jspecify.annotations.NullMarked;
