/** The pages of those who run the platform. */
@NullMarked
package io.berth.console.operator;

import org.jspecify.annotations.NullMarked;
