/** Signatures of requests and responses: plain Java, compared in constant time. */
@NullMarked
package io.berth.signing;

import org.jspecify.annotations.NullMarked;
