/** Signatures of records: keys, signing, verification. */
@NullMarked
package io.berth.service.kafka.signing;

import org.jspecify.annotations.NullMarked;
