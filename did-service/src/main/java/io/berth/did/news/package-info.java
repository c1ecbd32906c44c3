/** Mails owners and operators what happens to companies and their apps. */
@NullMarked
package io.berth.did.news;

import org.jspecify.annotations.NullMarked;
