/** Commands of the operator, over HTTP. */
@NullMarked
package io.berth.gateway.operator;

import org.jspecify.annotations.NullMarked;
