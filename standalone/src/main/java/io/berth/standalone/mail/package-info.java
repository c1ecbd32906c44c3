/** A local mail server and the inbox that shows its mails. */
@NullMarked
package io.berth.standalone.mail;

import org.jspecify.annotations.NullMarked;
