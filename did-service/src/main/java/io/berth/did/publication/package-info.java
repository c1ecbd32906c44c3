/** Publication of apps, identities and revocations on Kafka. */
@NullMarked
package io.berth.did.publication;

import org.jspecify.annotations.NullMarked;
