/** How a request or an answer is signed: plain Java, compared in constant time. */
@NullMarked
package io.berth.signing;

import org.jspecify.annotations.NullMarked;
