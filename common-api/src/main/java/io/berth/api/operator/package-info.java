/** Commands of operators, and changes that take four eyes. */
@NullMarked
package io.berth.api.operator;

import org.jspecify.annotations.NullMarked;
