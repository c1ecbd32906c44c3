/** Signing in, staying signed in, signing out, and registering. */
@NullMarked
package io.berth.did.session;

import org.jspecify.annotations.NullMarked;
