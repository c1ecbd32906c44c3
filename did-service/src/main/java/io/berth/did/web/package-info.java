/** Forms, redirects and messages that the pages share. */
@NullMarked
package io.berth.did.web;

import org.jspecify.annotations.NullMarked;
