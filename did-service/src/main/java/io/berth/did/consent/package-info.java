/** What users allow apps: sign-in and consent pages, and the access codes they give. */
@NullMarked
package io.berth.did.consent;

import org.jspecify.annotations.NullMarked;
