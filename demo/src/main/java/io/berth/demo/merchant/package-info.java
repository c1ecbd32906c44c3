/** Merchants' clients and servers, written from the protocols' text, not with Berth's signing. */
@NullMarked
package io.berth.demo.merchant;

import org.jspecify.annotations.NullMarked;
