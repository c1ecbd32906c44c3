/** Emails that people can turn off. */
@NullMarked
package io.berth.did.subscription;

import org.jspecify.annotations.NullMarked;
