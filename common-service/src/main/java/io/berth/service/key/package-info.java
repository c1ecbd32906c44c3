/** Keys: signing keys of the platform, encryption of secrets, random bytes. */
@NullMarked
package io.berth.service.key;

import org.jspecify.annotations.NullMarked;
