/** MISSING */
@NullMarked
package io.berth.gateway.operator;

import org.jspecify.annotations.NullMarked;
