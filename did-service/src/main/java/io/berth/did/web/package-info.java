/** What this service's pages share. */
@NullMarked
package io.berth.did.web;

import org.jspecify.annotations.NullMarked;
