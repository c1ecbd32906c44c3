/** The accounts of people who are erased. */
@NullMarked
package io.berth.pay.erasure;

import org.jspecify.annotations.NullMarked;
