/** Orders: their numbers, their states, and the commands that make and read them. */
@NullMarked
package io.berth.pay.order;

import org.jspecify.annotations.NullMarked;
