/** Mailed codes, pay passwords, and counting tries. */
@NullMarked
package io.berth.did.verification;

import org.jspecify.annotations.NullMarked;
