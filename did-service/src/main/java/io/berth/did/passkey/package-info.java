/** Passkeys (WebAuthn): people sign in with what unlocks their device. */
@NullMarked
package io.berth.did.passkey;

import org.jspecify.annotations.NullMarked;
