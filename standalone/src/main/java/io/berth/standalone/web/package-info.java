/** What the sites of the demo's merchants are made of. */
@NullMarked
package io.berth.standalone.web;

import org.jspecify.annotations.NullMarked;
