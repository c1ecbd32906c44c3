/** Authorization codes, tokens and their revocation. */
@NullMarked
package io.berth.api.token;

import org.jspecify.annotations.NullMarked;
