/** Mails to people. */
@NullMarked
package io.berth.did.mail;

import org.jspecify.annotations.NullMarked;
