/** Things done again and again. */
@NullMarked
package io.berth.pay.schedule;

import org.jspecify.annotations.NullMarked;
