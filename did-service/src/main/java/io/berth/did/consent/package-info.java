/** Consent of users to apps: login pages, grants and their revocation. */
@NullMarked
package io.berth.did.consent;

import org.jspecify.annotations.NullMarked;
