/** Commands about money that comes and goes by bank transfer. */
@NullMarked
package io.berth.api.bank;

import org.jspecify.annotations.NullMarked;
